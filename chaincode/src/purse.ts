import type { OrderType } from '@kumoh-pay/domain';
import {
  accountBox,
  addWon,
  countersKept,
  hintsMax,
  historyKeptMs,
  type Id,
  type Lot,
  type Purse,
  pursePlace,
  Refusal,
  seoulDay,
  type Won,
  zeroWon,
} from '@kumoh-pay/domain';
import { inSpendingOrder, type Programmes, programmesOf } from './lots.ts';
import type { OrderContext } from './order-context.ts';
import type { State } from './state.ts';

const emptyPurse: Purse = {
  lots: [],
  highestCounter: 0,
  counters: [],
  counterFloor: 0,
  transferred: null,
  offline: null,
  spentWhileLimited: zeroWon,
};

/** An account that has never folded or spent has no purse record yet. */
export const readPurse = async (state: State, account: Id): Promise<Purse> =>
  (await state.get('purse', account)) ?? emptyPurse;

export interface Folded {
  purse: Purse;
  programmes: Programmes;
  notes: number;
}

/**
 * Folds the hinted notes of the account into its purse: reads exactly those keys and deletes them. A note that is gone or
 * of another box is skipped. (Reading matters: two blind deletes of one note would both be valid.) The purse is not
 * written here.
 */
export async function foldHints(
  context: OrderContext<OrderType>,
  account: Id,
  most = hintsMax,
): Promise<Folded> {
  const { purse, notes, programmes } = await readHints(context, account, most);
  const box = accountBox(account);
  for (const { id, lots } of notes) {
    context.state.delete('note', [box, id]);
    context.post(box, pursePlace(account), lots);
  }
  return { purse, programmes, notes: notes.length };
}

/** What folding would give, with nothing moved yet: an offline charge that bounces leaves the notes where they lie. */
export async function readHints(
  context: OrderContext<OrderType>,
  account: Id,
  most = hintsMax,
): Promise<{ purse: Purse; programmes: Programmes; notes: { id: string; lots: Lot[] }[] }> {
  const { state } = context;
  const box = accountBox(account);
  const own = context.hints
    .filter((hint) => hint.startsWith(`${box}/`))
    .map((hint) => hint.slice(box.length + 1));
  if (own.length > most) throw new Refusal('BAD_ORDER', `at most ${most} hints an account`);
  const purse = await readPurse(state, account);
  const notes: { id: string; lots: Lot[] }[] = [];
  for (const id of own) {
    const note = await state.get('note', box, id);
    if (note) notes.push({ id, lots: note.lots });
  }
  const lots = [...purse.lots, ...notes.flatMap((note) => note.lots)];
  const programmes = await programmesOf(state, lots);
  return { purse: { ...purse, lots: inSpendingOrder(lots, programmes) }, programmes, notes };
}

/** @throws CODE_USED unless the counter is higher than every counter used: one code pays once, and makes every older one void. */
export function requireNewCounter(purse: Purse, counter: number): void {
  if (counter <= purse.highestCounter || counter <= purse.counterFloor) throw new Refusal('CODE_USED');
}

/** True when a charge has used the counter, or may have: at or below the floor nothing is known any more. */
export const isUsed = (purse: Purse, counter: number): boolean =>
  counter <= purse.counterFloor || purse.counters.includes(counter);

/** Notes the counter, drops those older than is kept, and raises the floor over what had to go early. */
export function withCounter(purse: Purse, counter: number, now: number): Purse {
  const kept = [...purse.counters.filter((used) => used > now - historyKeptMs), counter].sort(
    (a, b) => a - b,
  );
  const dropped = kept.slice(0, Math.max(0, kept.length - countersKept));
  return {
    ...purse,
    highestCounter: Math.max(purse.highestCounter, counter),
    counters: kept.slice(dropped.length),
    counterFloor: Math.max(purse.counterFloor, ...dropped),
  };
}

/** What was moved on the Seoul day of `now` with `amount` more. */
export function withDaySum(
  sum: { day: string; sum: Won } | null,
  amount: Won,
  now: number,
): { day: string; sum: Won } {
  const day = seoulDay(now);
  return { day, sum: addWon(sum?.day === day ? sum.sum : zeroWon, amount) };
}
