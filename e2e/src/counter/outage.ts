import { isBounced, resultSchemas } from '@kumoh-pay/domain';
import { z } from 'zod';
import { ko } from '../../../ui/src/words/ko.ts';
import { audit, committed } from '../campus/ledger.ts';
import { Tablet } from '../campus/tablet.ts';
import { chance } from './chance.ts';
import { type Lunch, openLunch } from './lunch.ts';
import { dishonestTerminal, othersAct } from './outage-others.ts';
import { holds, type Kind, planOutage, price, refusedAtSight, type Showing } from './outage-plan.ts';
import { typeLikeHand, typeLikeScanner } from './wedge-input.ts';

const { counter } = ko;
/** Against hanging: thirty charges a tablet, one after the other, took four minutes on a machine with thirty processes. */
const sentMs = 900_000;

export interface OutageFigures {
  shown: number;
  /** By the tablets, with the server gone. */
  refusedHere: number;
  taken: number;
  /** What the three tablets called their risk, in won. */
  risk: number;
  paid: number;
  bounced: number;
  /** By the ledger, although a tablet took it: nothing is recorded. */
  refusedLate: number;
  /** Orders of a tablet that does not judge, all refused. */
  dishonest: number;
  /** Bounced ones that were paid when they were presented again. */
  presented: number;
  auditEqual: boolean;
}

/** One that a tablet took, and what the tablet says became of it: null is paid. */
interface Taken {
  showing: Showing;
  charge: string;
  said: string | null | undefined;
}

/**
 * So many codes at three terminals with the server gone, of every kind that may come. After recovery each terminal's own
 * list, its risk and the ledger agree on every charge. @throws at the first that does not.
 */
export async function runOutage(
  { cases, seed }: { cases: number; seed: number },
  print: (line: string) => void = console.log,
): Promise<OutageFigures> {
  // A group needs one member, a flawed code a second.
  const lunch = await openLunch({ members: cases + 10, won: holds });
  const tablets: Tablet[] = [];
  try {
    for (const name of ['1번 계산대', '2번 계산대', '3번 계산대'])
      tablets.push(await Tablet.pair(lunch, lunch, lunch.shop, name));
    return await outage({ lunch, tablets, plan: planOutage(lunch, cases, chance(seed)), print });
  } finally {
    for (const tablet of tablets) await tablet.device.close();
    await lunch.stop();
  }
}

interface Outage {
  lunch: Lunch;
  tablets: Tablet[];
  plan: Showing[];
  print: (line: string) => void;
}

async function outage({ lunch, tablets, plan, print }: Outage): Promise<OutageFigures> {
  for (const tablet of tablets) await armForAll(tablet);
  await lunch.server.kill();
  for (const tablet of tablets) await tablet.page.getByText(counter.service.offline.banner).first().waitFor();
  const late = plan.filter(({ kind }) => kind === 'by the key of before');
  // A code that is used online as well has to live until then: it is shown last.
  const last = plan.filter(({ kind }) => kind === 'its code used online meanwhile');
  const first = plan.filter((showing) => !late.includes(showing) && !last.includes(showing));
  const taken: Taken[] = [];
  const shownCodes = new Map<Showing, string>();
  const show = async (showing: Showing) => {
    const code = showing.code();
    shownCodes.set(showing, code);
    const charge = await takenAt(tablets, showing, code);
    if (charge !== null) taken.push({ showing, charge, said: undefined });
  };
  for (const showing of [...first, ...last]) await show(showing);
  let dishonest = 0;
  await lunch.meanwhile(async (campus) => {
    await othersAct(lunch, campus, plan, shownCodes);
    dishonest = await dishonestTerminal(lunch, campus, plan, shownCodes);
  });
  for (const showing of late) await show(showing);
  const risk = await riskOf(tablets);
  if (risk !== taken.length * price)
    throw new Error(`${taken.length} were taken, the risk is said to be ${risk}`);
  print(`${plan.length} shown, ${taken.length} taken, ${risk} won at risk; the server comes back`);
  await lunch.server.start();
  await heard(tablets, taken);
  const fates = await compare(lunch, taken);
  print(
    `${fates.paid} paid late, ${fates.bounced} bounced, ${fates.refusedLate} refused; ledger and counters agree`,
  );
  const presented = await presentAgain(lunch, tablets, taken);
  const { equal: auditEqual } = await audit(lunch);
  const refusedHere = plan.length - taken.length;
  return {
    shown: plan.length,
    refusedHere,
    taken: taken.length,
    risk,
    ...fates,
    dishonest,
    presented,
    auditEqual,
  };
}

async function armForAll(tablet: Tablet): Promise<void> {
  await tablet.page.evaluate('navigator.serviceWorker.ready.then(() => null)');
  await typeLikeHand(tablet.page, String(price));
  await tablet.device.button(counter.charge.rush.start).click();
  await tablet.device.stage('armed').waitFor();
}

/** Shows the code to its tablet. The charge's id when it was taken, null when it was refused for the right reason. */
async function takenAt(
  tablets: readonly Tablet[],
  { kind, at }: Showing,
  code: string,
): Promise<string | null> {
  const tablet = tablets[at];
  if (!tablet) throw new Error('three tablets');
  const before = await tablet.page
    .locator('[data-result]')
    .getAttribute('data-charge', { timeout: 1 })
    .catch(() => '');
  await typeLikeScanner(tablet.page, code, 1);
  const result = tablet.page.locator(
    ['taken', 'refused'].map((is) => `[data-result="${is}"]:not([data-charge="${before}"])`).join(', '),
  );
  await result.waitFor({ timeout: 20_000 });
  const is = await result.getAttribute('data-result');
  const [charge, text] = [await result.getAttribute('data-charge'), await result.textContent()];
  const expected = refusedAtSight[kind];
  const isRight = expected === undefined ? is === 'taken' : is === 'refused' && text?.includes(expected);
  if (!isRight) throw new Error(`${kind}: the tablet says ${is}, ${text}`);
  return expected === undefined ? charge : null;
}

async function riskOf(tablets: readonly Tablet[]): Promise<number> {
  let sum = 0;
  for (const { page } of tablets)
    sum += Number(
      await page
        .locator('[data-risk]')
        .getAttribute('data-risk', { timeout: 1_000 })
        .catch(() => '0'),
    );
  return sum;
}

const answersSchema = z.array(z.object({ charge: z.string(), code: z.string().nullable() }));

/** Waits until each tablet has nothing left to send, and takes from it what it says of each. */
async function heard(tablets: readonly Tablet[], taken: readonly Taken[]): Promise<void> {
  for (const [at, { page }] of tablets.entries()) {
    await page.locator('[data-risk]').waitFor({ state: 'detached', timeout: sentMs });
    const kept: unknown = JSON.parse(
      await page.evaluate(`localStorage.getItem('kumoh-pay.late-answers') ?? '[]'`),
    );
    const said = new Map(answersSchema.parse(kept).map(({ charge, code }) => [charge, code]));
    const own = taken.filter(({ showing }) => showing.at === at);
    if (said.size !== own.length)
      throw new Error(`tablet ${at + 1} took ${own.length} and tells of ${said.size}`);
    for (const one of own) one.said = said.get(one.charge);
  }
}

/** How many of a group are paid, and what the others hear. */
const fateOf: Partial<Record<Kind, { paid: number; other: string | null }>> = {
  honest: { paid: 1, other: null },
  'honest twice, newer first': { paid: 2, other: null },
  'overspending at three': { paid: 2, other: 'INSUFFICIENT_FUNDS' },
  'the same code at two': { paid: 1, other: 'CODE_USED' },
  'spent online meanwhile': { paid: 0, other: 'INSUFFICIENT_FUNDS' },
  'its code used online meanwhile': { paid: 0, other: 'CODE_USED' },
  'its key replaced afterwards': { paid: 1, other: null },
  'by the key of before': { paid: 0, other: 'BAD_SIGNATURE' },
};

/** The ledger, the tablets and the plan say the same of every charge. */
async function compare(lunch: Lunch, taken: readonly Taken[]) {
  const recorded = new Map<string, string | null>();
  for (const { signed, result } of await committed(lunch)) {
    if (signed.order.type !== 'charge') continue;
    const sale = resultSchemas.charge.parse(result);
    recorded.set(signed.order.id, isBounced(sale) ? sale.bounced : null);
  }
  const figures = { paid: 0, bounced: 0, refusedLate: 0 };
  for (const { charge, said, showing } of taken) {
    const isRecorded = recorded.has(charge);
    if (isRecorded ? recorded.get(charge) !== said : said === null || said === undefined)
      throw new Error(`${showing.kind}: the tablet says ${said}, the ledger ${recorded.get(charge)}`);
    figures[said === null ? 'paid' : isRecorded ? 'bounced' : 'refusedLate'] += 1;
  }
  for (const [account, group] of Map.groupBy(taken, ({ showing }) => showing.member.id)) {
    const kind = group[0]?.showing.kind ?? 'honest';
    const fate = fateOf[kind];
    const others = group.filter(({ said }) => said !== null);
    const isRight =
      group.length - others.length === fate?.paid && others.every(({ said }) => said === fate.other);
    if (!isRight)
      throw new Error(`${kind} of ${account}: ${group.map(({ said }) => said ?? 'paid').join(', ')}`);
  }
  return figures;
}

/** One who had overspent is given more, and the charge that bounced is presented again at another tablet. */
async function presentAgain(
  lunch: Lunch,
  tablets: readonly Tablet[],
  taken: readonly Taken[],
): Promise<number> {
  const owed = taken.find(({ said, showing }) => said !== null && showing.kind === 'overspending at three');
  const tablet = tablets[((owed?.showing.at ?? 0) + 1) % tablets.length];
  if (!owed || !tablet) throw new Error('nobody has overspent');
  await lunch.server.kill();
  await lunch.give(owed.showing.member, holds);
  await lunch.server.start();
  await tablet.page
    .getByText(counter.service.offline.banner)
    .first()
    .waitFor({ state: 'detached', timeout: 30_000 });
  const result = tablet.page.locator('[data-result]');
  if (await result.isVisible()) await result.getByRole('button').first().click();
  await tablet.go('today');
  const line = tablet.page.locator(`[data-owed="${owed.charge}"]`);
  await line.getByRole('button', { name: counter.service.offline.present }).click();
  await line.waitFor({ state: 'detached', timeout: 20_000 });
  const orders = await committed(lunch);
  return orders.filter(({ signed }) => signed.order.type === 'presentCharge').length;
}
