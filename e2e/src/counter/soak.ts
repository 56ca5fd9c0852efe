import type { CDPSession } from '@playwright/test';
import { z } from 'zod';
import type { Person } from '../../../server/src/order/test-campus.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import { fit, hd, qrPicture } from '../camera/index.ts';
import { Device } from '../campus/device.ts';
import { audit } from '../campus/ledger.ts';
import { Tablet } from '../campus/tablet.ts';
import { type Lunch, openLunch } from './lunch.ts';
import { typeLikeHand } from './wedge-input.ts';

/** In won. */
const price = 10;
/** They come one after another, again and again; each is a new customer to the counter. */
const people = 50;
const stretches = 10;
/** By camera at the end of each stretch, which looks all the while. */
const byCamera = 9;
const patienceMs = 30_000;
/** What the page holds at the end, against the end of the first stretch, in which code and caches are still coming. */
const heapGrowthMax = 1.2;

export interface Stretch {
  charges: number;
  /** From the last digit, or from the picture, to green: the median, in ms. */
  scannerMs: number;
  cameraMs: number;
  /** After garbage was collected. */
  heapMb: number;
  nodes: number;
  listeners: number;
}

/**
 * So many charges in one page without a reload. @returns what was measured at the end of each tenth.
 * @throws when a charge is lost, the page was loaded anew, or the page holds a fifth more than after the first tenth.
 */
export async function runSoak(
  { cases }: { cases: number },
  print: (line: string) => void = console.log,
): Promise<{ stretches: Stretch[]; auditEqual: boolean }> {
  const each = Math.ceil(cases / stretches);
  const lunch = await openLunch({
    members: people,
    won: price * Math.ceil((stretches * (each + byCamera)) / people + 1),
  });
  try {
    const tablet = await Tablet.pair(lunch, lunch, lunch.shop);
    try {
      const measured = await soak(lunch, tablet, each, print);
      const { documentsLoaded } = tablet.device;
      const [thrown] = Device.thrown;
      if (thrown !== undefined) throw new Error(`the page has thrown: ${thrown}`);
      if (documentsLoaded !== 1) throw new Error(`the page was loaded ${documentsLoaded} times`);
      const [first, last] = [measured[0]?.heapMb ?? 0, measured.at(-1)?.heapMb ?? 0];
      if (last > first * heapGrowthMax) throw new Error(`the page has grown from ${first} to ${last} MB`);
      return { stretches: measured, auditEqual: (await audit(lunch)).equal };
    } finally {
      await tablet.device.close();
    }
  } finally {
    await lunch.stop();
  }
}

async function soak(
  lunch: Lunch,
  tablet: Tablet,
  each: number,
  print: (line: string) => void,
): Promise<Stretch[]> {
  const { page, context } = tablet.device;
  const inspector = await context.newCDPSession(page);
  await inspector.send('Performance.enable');
  await typeLikeHand(page, String(price));
  await tablet.device.button(ko.counter.charge.rush.start).click();
  await tablet.device.stage('armed').waitFor();
  const measured: Stretch[] = [];
  let paid = 0;
  const next = (): Person => {
    const member = lunch.members[paid % people];
    if (!member) throw new Error('the lunch has too few members');
    paid += 1;
    return member;
  };
  for (let stretch = 0; stretch < stretches; stretch++) {
    const scanner: number[] = [];
    for (let left = each; left > 0; left -= people) {
      const before = paid;
      const codes = Array.from({ length: Math.min(left, people) }, () => lunch.payCode(next()));
      scanner.push(...(await scanned(tablet, codes, before)));
    }
    const camera: number[] = [];
    for (let count = 0; count < byCamera; count++) camera.push(await seen(lunch, tablet, next(), paid));
    tablet.device.seeNothing();
    const figures = { charges: paid, scannerMs: median(scanner), cameraMs: median(camera) };
    measured.push({ ...figures, ...(await held(inspector)) });
    print(JSON.stringify(measured.at(-1)));
  }
  return measured;
}

const green = (tablet: Tablet, paid: number) =>
  tablet.page
    .locator(`[data-result="paid"] [data-people="${paid}"]`)
    .waitFor({ state: 'attached', timeout: patienceMs });

const timesSchema = z.array(z.number());

/** One code after another by a scanner, each as soon as the one before is green: from its Enter to green, in ms. */
async function scanned(tablet: Tablet, codes: readonly string[], paid: number): Promise<number[]> {
  const run = tablet.page.evaluate(`(${scanInPage})(${JSON.stringify(codes)}, ${paid}, ${patienceMs})`);
  return timesSchema.parse(await run);
}

/** A program of the page's own: over the test's line each question would take longer than a charge. */
const scanInPage = `async function (codes, paid, patienceMs) {
  const tell = (key, code) =>
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, composed: true }));
  const times = [];
  for (const code of codes) {
    for (const digit of code) tell(digit, 'Digit' + digit);
    const begin = performance.now();
    tell('Enter', 'Enter');
    paid += 1;
    while (!document.querySelector('[data-result="paid"] [data-people="' + paid + '"]')) {
      if (performance.now() - begin > patienceMs) throw new Error('charge ' + paid + ' is not green');
      await new Promise((go) => setTimeout(go, 4));
    }
    times.push(performance.now() - begin);
  }
  return times;
}`;

async function seen(lunch: Lunch, tablet: Tablet, member: Person, paid: number): Promise<number> {
  tablet.device.see(fit(qrPicture(lunch.payCode(member), 8), hd));
  const begin = performance.now();
  await green(tablet, paid);
  return performance.now() - begin;
}

const metricsSchema = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) });

async function held(inspector: CDPSession): Promise<Pick<Stretch, 'heapMb' | 'nodes' | 'listeners'>> {
  await inspector.send('HeapProfiler.collectGarbage');
  const { metrics } = metricsSchema.parse(await inspector.send('Performance.getMetrics'));
  const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
  return {
    heapMb: Math.round(of('JSHeapUsedSize') / 100_000) / 10,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
  };
}

function median(times: readonly number[]): number {
  return Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
}
