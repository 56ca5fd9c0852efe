import { readPayCode } from '@kumoh-pay/domain';
import type { Route } from '@playwright/test';
import { audit, committedOrders } from '../campus/ledger.ts';
import { chance } from './chance.ts';
import { type Lunch, openLunch } from './lunch.ts';
import { MortalTablet } from './mortal-tablet.ts';
import { typeLikeHand, typeLikeScanner } from './wedge-input.ts';

const troubles = [
  'question lost',
  'answer lost',
  'server killed',
  'page reloaded',
  'browser killed',
] as const;
type Trouble = (typeof troubles)[number];

/** A charge takes a fifth of a second; the trouble comes anywhere in it, before it and after it. */
const latestMs = 400;
/** So soon after recovery the counter has to say which by itself. */
const soonMs = 10_000;
/** Beyond, on a machine that does much else, it is counted as late; never is a fault that ends the run. */
const patienceMs = 60_000;
const won = 1_000;

export interface MomentsFigures {
  trials: number;
  paid: number;
  refused: number;
  /** Nothing was charged, and nothing is said to be. */
  nothing: number;
  slowestMs: number;
  /** Known only after more than ten seconds. */
  late: number;
  auditEqual: boolean;
}

/**
 * So many charges, each with one trouble at a random moment: after recovery the counter itself says paid or not, and
 * the ledger holds one charge or none accordingly. @throws at the first that does not, so a charge taken twice ends it.
 */
export async function runMoments(
  { cases, seed }: { cases: number; seed: number },
  print: (line: string) => void = console.log,
): Promise<MomentsFigures> {
  const random = chance(seed);
  const lunch = await openLunch({ members: cases, won });
  try {
    const tablet = await MortalTablet.pair(lunch);
    try {
      const figures = { trials: 0, paid: 0, refused: 0, nothing: 0, slowestMs: 0, late: 0 };
      for (let trial = 0; trial < cases; trial++) {
        const trouble = troubles[trial % troubles.length] ?? 'answer lost';
        const { said, waitedMs } = await oneTrial(lunch, tablet, trial, trouble, random() * latestMs);
        figures.trials += 1;
        figures[said] += 1;
        if (waitedMs > soonMs) figures.late += 1;
        figures.slowestMs = Math.max(figures.slowestMs, Math.round(waitedMs));
        print(`${trial + 1} ${trouble}: ${said} after ${Math.round(waitedMs)} ms`);
      }
      return { ...figures, auditEqual: (await audit(lunch)).equal };
    } finally {
      await tablet.close();
    }
  } finally {
    await lunch.stop();
  }
}

async function oneTrial(lunch: Lunch, tablet: MortalTablet, trial: number, trouble: Trouble, atMs: number) {
  const member = lunch.members[trial];
  if (!member) throw new Error('a member for each trial');
  await tablet.unlocked();
  await tablet.page.locator('[data-stage="typing"]').waitFor();
  await typeLikeHand(tablet.page, String(won));
  await tablet.page.keyboard.press('Enter');
  await tablet.page.locator('[data-stage="armed"]').waitFor();
  tablet.results.clear();
  await cause(lunch, tablet, trouble, atMs, () => typeLikeScanner(tablet.page, lunch.payCode(member), 1));
  const begin = performance.now();
  const said = await answer(tablet);
  const waitedMs = performance.now() - begin;
  const charges = (await committedOrders(lunch)).filter(
    ({ order }) => order.type === 'charge' && readPayCode(order.body.code)?.account === member.id,
  ).length;
  if (charges !== (said === 'paid' ? 1 : 0))
    throw new Error(`trial ${trial + 1}, ${trouble}: the counter says ${said}, the ledger holds ${charges}`);
  await putAway(tablet);
  return { said, waitedMs };
}

/** Scans, and lets the trouble come so many milliseconds after the last digit; resolves when it is over. */
async function cause(
  lunch: Lunch,
  tablet: MortalTablet,
  trouble: Trouble,
  atMs: number,
  scan: () => Promise<void>,
): Promise<void> {
  const { page } = tablet;
  const charging = '**/trpc/sale.charge*';
  if (trouble === 'question lost') await page.route(charging, (route) => route.abort(), { times: 1 });
  if (trouble === 'answer lost') await page.route(charging, dropAnswer, { times: 1 });
  await scan();
  await new Promise((resolve) => setTimeout(resolve, atMs));
  if (trouble === 'server killed') {
    await lunch.server.kill();
    await lunch.server.start();
  } else if (trouble === 'page reloaded') {
    await page.reload();
    await tablet.unlocked();
  } else if (trouble === 'browser killed') {
    await tablet.kill();
    await tablet.open();
    await tablet.unlocked();
  }
}

async function dropAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}

/** What the counter says by itself. @throws when it does not know after a minute. */
async function answer(tablet: MortalTablet): Promise<'paid' | 'refused' | 'nothing'> {
  for (const end = performance.now() + patienceMs; performance.now() < end; ) {
    const shown = await tablet.page
      .locator('[data-result]')
      .first()
      .getAttribute('data-result', { timeout: 500 })
      .catch(() => null);
    const last = [...tablet.results.values()].at(-1);
    const said = shown ?? last ?? null;
    if (said === 'paid') return 'paid';
    if (said === 'refused' || said === 'voided') return 'refused';
    if (shown === null && (last === undefined || last === 'charging')) {
      // No result and nothing under way: asked once more, since a page that has just opened reads its disk first.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      if ((await tablet.page.locator('[data-result]').count()) === 0) return 'nothing';
    }
  }
  throw new Error('the counter does not know after a minute');
}

async function putAway(tablet: MortalTablet): Promise<void> {
  const result = tablet.page.locator('[data-result]');
  if (await result.isVisible()) await result.getByRole('button').first().click();
  // A refused amount stays armed, and one that was not charged is kept: both are taken back.
  await tablet.page.goto(tablet.page.url());
  await tablet.unlocked();
  await tablet.page.locator('[data-stage="typing"]').waitFor();
  await tablet.page.keyboard.press('Escape');
}
