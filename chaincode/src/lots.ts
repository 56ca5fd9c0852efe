import {
  addWon,
  type Day,
  type Id,
  type Lot,
  type Programme,
  Refusal,
  smallerWon,
  subtractWon,
  sumWon,
  type Won,
  zeroWon,
} from '@kumoh-pay/domain';
import type { State } from './state.ts';

export type Programmes = ReadonlyMap<Id, Programme>;

/** The programmes of these lots; a lot of a programme that is not there would be damage. */
export async function programmesOf(state: State, lots: readonly Lot[]): Promise<Programmes> {
  const programmes = new Map<Id, Programme>();
  for (const { programme } of lots) {
    const record = programmes.get(programme) ?? (await state.get('programme', programme));
    if (!record) throw new Error(`a lot of an unknown programme ${programme}`);
    programmes.set(programme, record);
  }
  return programmes;
}

/** One lot a programme, in spending order: earliest last day first, then smaller programme id; nothing empty. */
export function inSpendingOrder(lots: readonly Lot[], programmes: Programmes): Lot[] {
  const sums = new Map<Id, Won>();
  for (const { programme, amount } of lots)
    sums.set(programme, addWon(sums.get(programme) ?? zeroWon, amount));
  const rank = (programme: Id): string => `${programmes.get(programme)?.lastDay} ${programme}`;
  return [...sums]
    .filter(([, amount]) => amount !== 0)
    .map(([programme, amount]) => ({ programme, amount }))
    .sort((a, b) => (rank(a.programme) < rank(b.programme) ? -1 : 1));
}

export const isRunning = (programme: Programme, today: Day): boolean =>
  programme.firstDay <= today && today <= programme.lastDay;

export interface Taken {
  taken: Lot[];
  left: Lot[];
}

/** Takes up to `amount` from the front of the lots that `may` allows. */
export function takeUpTo(lots: readonly Lot[], amount: Won, may: (lot: Lot) => boolean): Taken {
  const taken: Lot[] = [];
  const left: Lot[] = [];
  let missing = amount;
  for (const lot of lots) {
    const piece = may(lot) ? smallerWon(lot.amount, missing) : zeroWon;
    if (piece > 0) taken.push({ programme: lot.programme, amount: piece });
    if (lot.amount > piece) left.push({ programme: lot.programme, amount: subtractWon(lot.amount, piece) });
    missing = subtractWon(missing, piece);
  }
  return { taken, left };
}

/**
 * Takes exactly `amount` from running lots that `fits` allows. `lots` are in spending order.
 * @throws INSUFFICIENT_FUNDS, or `misfit` when the balance would do but not under this condition; neither says an amount.
 */
export function takeExactly(
  ...about: Parameters<typeof takeOrSayWhy<'NOT_TAKEN_HERE' | 'NOT_TRANSFERABLE'>>
): Taken {
  const result = takeOrSayWhy(...about);
  if (typeof result === 'string') throw new Refusal(result);
  return result;
}

/** As `takeExactly`, for who must go on when it falls short. */
export function takeOrSayWhy<Misfit extends 'NOT_TAKEN_HERE' | 'NOT_TRANSFERABLE'>(
  lots: readonly Lot[],
  amount: Won,
  programmes: Programmes,
  today: Day,
  fits: (programme: Programme) => boolean,
  misfit: Misfit,
): Taken | Misfit | 'INSUFFICIENT_FUNDS' {
  const running = (lot: Lot): boolean => {
    const programme = programmes.get(lot.programme);
    return programme !== undefined && isRunning(programme, today);
  };
  const fitting = (lot: Lot): boolean => {
    const programme = programmes.get(lot.programme);
    return programme !== undefined && running(lot) && fits(programme);
  };
  const result = takeUpTo(lots, amount, fitting);
  if (totalOf(result.taken) === amount) return result;
  return totalOf(lots.filter(running)) >= amount ? misfit : 'INSUFFICIENT_FUNDS';
}

export const totalOf = (lots: readonly Lot[]): Won => sumWon(lots.map((lot) => lot.amount));

/** The pieces that a refund of `amount` gives back: the charge's lots from the end, going on where the last refund ended. */
export function takeInReverse(lots: readonly Lot[], alreadyTaken: Won, amount: Won): Lot[] {
  const reversed = [...lots].reverse();
  const { left } = takeUpTo(reversed, alreadyTaken, () => true);
  return takeUpTo(left, amount, () => true).taken;
}
