import { isDeepStrictEqual } from 'node:util';
import type { OrderOutcome } from '@kumoh-pay/domain';
import { type Endorsed, EndorseFailed, type Ledger } from '../ledger/ledger.ts';
import { readOutcomes } from './carrier-store.ts';
import type { Travelling } from './travelling.ts';

/** What the contract holds of a carrier's orders, in their places; null where it holds nothing. */
export interface Held {
  held: (OrderOutcome | null)[];
  /** The carrier itself did them; else another did, or a void, and this one can never be valid. */
  valid: boolean;
}

/** Asks the contract for the records of the orders that were to be done: a run that is thrown away. Null: nothing is certain yet. */
export async function heldByContract(
  ledger: Ledger,
  endorsed: Endorsed,
  orders: readonly Travelling[],
): Promise<Held | null> {
  const then = readOutcomes(endorsed.result);
  const done = orders.filter((_, place) => then[place]?.ok);
  const now = await outcomesNow(ledger, done);
  if (!now) return null;
  const answers = new Map(done.map((order, place) => [order, now[place]]));
  const held = orders.map((order) => {
    const answer = answers.get(order);
    return answer && isRecord(answer) ? answer : null;
  });
  // One record that this carrier did not write stands where it would have written its own.
  const superseded = held.some((answer, place) => answer !== null && !isSame(answer, then[place]));
  const whole = done.every((order) => held[orders.indexOf(order)] !== null);
  return superseded || whole ? { held, valid: !superseded } : null;
}

async function outcomesNow(ledger: Ledger, done: readonly Travelling[]): Promise<OrderOutcome[] | null> {
  try {
    const now = await ledger.endorse(JSON.stringify({ orders: done.map((order) => order.signed) }));
    return readOutcomes(now.result);
  } catch (error) {
    if (error instanceof EndorseFailed) return null;
    throw error;
  }
}

const isRecord = (outcome: OrderOutcome): boolean =>
  outcome.ok ? outcome.repeat : outcome.code === 'ORDER_VOID';

const isSame = (now: OrderOutcome, then: OrderOutcome | undefined): boolean =>
  now.ok && then?.ok === true && isDeepStrictEqual(now.result, then.result);
