import { readPayCode } from '@kumoh-pay/domain';
import { ko } from '../../../ui/src/words/ko.ts';
import { fit, hd, qrPicture } from '../camera/index.ts';
import { audit, committedOrders } from '../campus/ledger.ts';
import { Tablet } from '../campus/tablet.ts';
import { openLunch } from './lunch.ts';
import { typeLikeHand, typeLikeScanner } from './wedge-input.ts';

/** What everybody pays, in won. */
const price = 4_500;
/** A code that was not read by then is shown once more, and counted as missed. */
const patienceMs = 5_000;
const tries = 5;

export type RushInput = 'camera' | { msPerDigit: number };

export interface RushFigures {
  people: number;
  perMinute: number;
  /** From showing the code to the green screen, in ms. */
  median: number;
  slowest: number;
  missed: number;
  doubles: number;
  /** Members who have not paid in the end. */
  unpaid: number;
  auditEqual: boolean;
}

/**
 * So many different members one after another at one armed price: each shows a code as soon as the one before is green.
 * Machine time: real browser, camera, server and ledger; no hands.
 */
export async function measureRush(input: RushInput, people: number): Promise<RushFigures> {
  const lunch = await openLunch({ members: people, won: price });
  try {
    const tablet = await Tablet.pair(lunch, lunch, lunch.shop);
    try {
      const times = await queue(
        tablet,
        input,
        lunch.members.map((member) => () => lunch.payCode(member)),
      );
      const report = await audit(lunch);
      return { ...(await judge(lunch, people)), ...times, auditEqual: report.equal };
    } finally {
      await tablet.device.close();
    }
  } finally {
    await lunch.stop();
  }
}

async function queue(tablet: Tablet, input: RushInput, codes: readonly (() => string)[]) {
  await typeLikeHand(tablet.page, String(price));
  await tablet.device.button(ko.counter.charge.rush.start).click();
  await tablet.device.stage('armed').waitFor();
  const times: number[] = [];
  let missed = 0;
  const began = performance.now();
  for (const [before, codeOf] of codes.entries()) {
    const shown = performance.now();
    for (let attempt = 1; !(await shownAndPaid(tablet, input, codeOf(), before + 1)); attempt++) {
      missed += 1;
      if (attempt === tries) throw new Error(`person ${before + 1} was never read`);
    }
    times.push(performance.now() - shown);
  }
  const minutes = (performance.now() - began) / 60_000;
  times.sort((a, b) => a - b);
  const at = (part: number) => Math.round(times[Math.floor((times.length - 1) * part)] ?? 0);
  return { perMinute: Math.round(codes.length / minutes), median: at(0.5), slowest: at(1), missed };
}

async function shownAndPaid(
  tablet: Tablet,
  input: RushInput,
  code: string,
  people: number,
): Promise<boolean> {
  if (input === 'camera') tablet.device.see(fit(qrPicture(code, 8), hd));
  else await typeLikeScanner(tablet.page, code, input.msPerDigit);
  return tablet.page
    .locator(`[data-result="paid"] [data-people="${people}"]`)
    .waitFor({ timeout: patienceMs })
    .then(() => true)
    .catch(() => false);
}

async function judge(lunch: { ledgerFolder: string }, people: number) {
  const payers = (await committedOrders(lunch)).flatMap(({ order }) =>
    order.type === 'charge' ? [readPayCode(order.body.code)?.account ?? ''] : [],
  );
  const distinct = new Set(payers).size;
  return { people, doubles: payers.length - distinct, unpaid: people - distinct };
}
