import { dayBoxes } from '@kumoh-pay/domain';
import { Pace } from '@kumoh-pay/server/order/pace.ts';
import { officerSigns, terminalSigns } from '../../../chaincode/test/campus.ts';
import { Carrying } from '../carrying.ts';
import { quantile } from '../figures.ts';
import type { Lunch } from '../lunch.ts';
import type { BenchNetwork } from './network.ts';

/** A busy day, in charges; and how many of the next day are in flight while it is counted. */
const inFlightBeside = 8;
/** Charges of the next day without a count, as what the others are compared with. */
const alone = 400;
/** As the server's keeper: a range of so many notes is simulated well within a peer's 200 ms. */
const notesAtOnce = 400;

export interface SettlementFigure {
  charges: number;
  countMs: number;
  /** Charges of the next day: 95th percentiles in milliseconds, without the count and during it. */
  p95AloneMs: number;
  p95DuringMs: number;
  chargesDuring: number;
  /** When the day was sealed with charges in flight: how many, and carriers sent again. */
  inFlightAtSeal: number;
  againAtSeal: number;
}

/** Seals a day of many charges under load and counts it while charges go on in the next one. */
export async function settlement(
  { ledger }: BenchNetwork,
  lunch: Lunch,
  day: number,
  soFar: number,
): Promise<SettlementFigure> {
  const { campus, terminal } = lunch;
  const { vendor } = terminal;
  const aloneTimes = await runCharges(new Carrying(ledger), lunch, (made) => made < alone);
  const sealing = new Carrying(ledger);
  let sealed = false;
  const beside = runCharges(sealing, lunch, () => !sealed);
  campus.ledger.now = Date.now();
  await sealing.submit(campus.sign('sealDay', { vendor, day }, [terminalSigns(terminal)]));
  sealed = true;
  const inFlightAtSeal = (await beside).length;
  const during = new Carrying(ledger);
  let counted = false;
  const going = runCharges(during, lunch, () => !counted);
  const charges = soFar + alone;
  const boxesAtOnce = Math.max(1, Math.floor((dayBoxes * notesAtOnce) / charges));
  const start = performance.now();
  const pace = new Pace();
  for (let from = 0; from < dayBoxes; from += boxesAtOnce) {
    const boxes = Array.from({ length: Math.min(boxesAtOnce, dayBoxes - from) }, (_, place) => from + place);
    await pace.piece(() => {
      campus.ledger.now = Date.now();
      return during.submit(campus.sign('countDay', { vendor, day, boxes }, [officerSigns(campus.enroller)]));
    });
  }
  const countMs = performance.now() - start;
  counted = true;
  const duringTimes = await going;
  return {
    charges,
    countMs,
    p95AloneMs: quantile(aloneTimes, 0.95),
    p95DuringMs: quantile(duringTimes, 0.95),
    chargesDuring: duringTimes.length,
    inFlightAtSeal,
    againAtSeal: sealing.conflicts,
  };
}

/** The time of each charge in milliseconds, ascending, while `more` says so. */
async function runCharges(
  carrying: Carrying,
  lunch: Lunch,
  more: (made: number) => boolean,
): Promise<number[]> {
  const times: number[] = [];
  let made = 0;
  const one = async (): Promise<void> => {
    while (more(made)) {
      made += 1;
      const start = performance.now();
      await carrying.submit(lunch.charge());
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: inFlightBeside }, one));
  return times.sort((a, b) => a - b);
}
