import { setTimeout as pause } from 'node:timers/promises';
import type { OrderOutcome, SignedOrder } from '@kumoh-pay/domain';
import type { Logger } from 'pino';
import { type Database, transaction } from '../db/index.ts';
import {
  type CommitStatus,
  type Endorsed,
  EndorseFailed,
  isConflict,
  type Ledger,
} from '../ledger/ledger.ts';
import { type Settled, setStates, settleAttempts, settledOf } from './attempt-store.ts';
import { closeCarrier, readOutcomes, storeCarrier } from './carrier-store.ts';
import { type Held, heldByContract } from './held-by-contract.ts';
import type { MoneyMetrics } from './metrics.ts';
import type { Travelling } from './travelling.ts';

/** A commit takes tens of milliseconds; beyond this its outcome is called unknown, and asked for steadily. */
export const commitWaitMs = 5_000;
/** After a start nothing may be on its way at all, so the bytes are soon sent again. */
export const recoverWaitMs = 100;
/** An order that meets a conflict every time, alone, six times in a row meets something that we do not understand. */
export const retriesMax = 5;
/** A ledger that cannot be reached for so long is out; an order that was never sent is refused rather than kept waiting. */
export const unavailableMs = 6_000;
/** Retries spread over this span, so that two carriers do not meet again. */
const jitterMs = { least: 20, most: 200 };
/** The code of a carrier whose orders another one has done, or voided: it can no longer be valid. */
const supersededCode = 'SUPERSEDED';
/** A database that is away is asked again this often. */
const databasePauseMs = 500;
const resolvePause = { firstMs: 100, mostMs: 5_000 };

export interface Carrying {
  db: Database;
  ledger: Ledger;
  now: () => number;
  log: Logger;
  metrics: MoneyMetrics;
  signal: AbortSignal;
  /** Orders of this server have committed in this block. */
  committed(block: number, orders: readonly Travelling[]): void;
  /** Writes what belongs to a refusal's row, with it. */
  refusing(tx: Database, answered: readonly { signed: SignedOrder; settled: Settled }[]): Promise<void>;
}

const jitter = (signal: AbortSignal) =>
  pause(jitterMs.least + Math.random() * (jitterMs.most - jitterMs.least), undefined, { signal });

/** Takes a carrier's orders to their end. Rejects only when the server stops; the next start goes on from the database. */
export async function carry(path: Carrying, orders: Travelling[]): Promise<void> {
  const endorsed = await endorse(path, orders);
  if (endorsed === 'apart') return carryApart(path, orders);
  if (endorsed === 'unavailable') return settleAll(path, orders, notReached);
  const outcomes = readOutcomes(endorsed.result);
  // Nothing would be written: what the contract says of the committed state is the answer, and nothing is sent.
  if (outcomes.every((outcome) => !outcome.ok || outcome.repeat)) return settle(path, orders, outcomes, null);
  path.metrics.carrierOrders.observe(orders.length);
  path.log.debug({ transactionId: endorsed.transactionId, orders: orders.length }, 'carrier endorsed');
  const carried = orders.map((order) => order.signed);
  await persist(path, () => storeCarrier(path.db, endorsed, carried, path.now()));
  path.log.debug({ transactionId: endorsed.transactionId }, 'carrier stored');
  await submit(path, endorsed);
  path.log.debug({ transactionId: endorsed.transactionId }, 'carrier submitted');
  await finish(path, endorsed, orders);
}

/** From a carrier that may have been sent to the answers of its orders. */
export async function finish(
  path: Carrying,
  endorsed: Endorsed,
  orders: Travelling[],
  waitMs = commitWaitMs,
): Promise<void> {
  const { transactionId } = endorsed;
  const status = await path.ledger.commitStatus(transactionId, waitMs).catch(() => 'unknown' as const);
  const verdict = status === 'unknown' ? await resolve(path, endorsed, orders) : status;
  if ('held' in verdict) return settleHeld(path, endorsed, orders, verdict);
  path.log.debug({ transactionId, verdict: verdict.code }, 'carrier committed');
  if (verdict.valid) {
    path.committed(verdict.block, orders);
    return settle(path, orders, readOutcomes(endorsed.result), { transactionId, code: verdict.code });
  }
  path.metrics.carriersInvalid.inc({ code: verdict.code });
  await persist(path, () => closeCarrier(path.db, transactionId, false, verdict.code));
  if (!isConflict(verdict.code)) return settleAll(path, orders, { ...notReached, detail: verdict.code });
  await carryApart(path, orders);
}

/**
 * No commit status, and yet the contract holds records of these orders. Each answer is what it holds, never what was
 * endorsed: another carrier may have done the order, or its void. Such a carrier has become invalid with it, so what it
 * refused is judged again.
 */
async function settleHeld(
  path: Carrying,
  { transactionId, result }: Endorsed,
  orders: Travelling[],
  { held, valid }: Held,
): Promise<void> {
  if (valid) {
    const refused = readOutcomes(result);
    const outcomes = orders.flatMap((_, place) => held[place] ?? refused[place] ?? []);
    return settle(path, orders, outcomes, { transactionId, code: 'VALID' });
  }
  const known = orders.filter((_, place) => held[place]);
  await settle(
    path,
    known,
    held.flatMap((outcome) => outcome ?? []),
    null,
  );
  await persist(path, () => closeCarrier(path.db, transactionId, false, supersededCode));
  const left = orders.filter((_, place) => !held[place]);
  if (left.length > 0) await carryApart(path, left);
}

/** Nothing was ordered, or what was is invalid: in halves, and alone at most five times. */
async function carryApart(path: Carrying, orders: Travelling[]): Promise<void> {
  const [only] = orders;
  if (only && orders.length === 1) {
    only.retries += 1;
    if (only.retries > retriesMax) return settleAll(path, orders, notReached);
  }
  await jitter(path.signal);
  await persist(path, () => Promise.all(orders.map((order) => order.renew())));
  if (orders.length === 1) return carry(path, orders);
  const half = Math.ceil(orders.length / 2);
  await carry(path, orders.slice(0, half));
  await carry(path, orders.slice(half));
}

async function endorse(path: Carrying, orders: Travelling[]): Promise<Endorsed | 'apart' | 'unavailable'> {
  const carrier = JSON.stringify({ orders: orders.map((order) => order.signed) });
  const end = path.now() + unavailableMs;
  for (;;) {
    path.signal.throwIfAborted();
    try {
      const endorsed = await path.ledger.endorse(carrier);
      if (readOutcomes(endorsed.result).length === orders.length) return endorsed;
      throw new Error('the contract answered another number of orders');
    } catch (error) {
      path.log.warn({ err: error, orders: orders.length }, 'a carrier was not endorsed');
      if (error instanceof EndorseFailed && error.failure !== 'unavailable') return 'apart';
      if (path.now() >= end) return 'unavailable';
      await jitter(path.signal);
    }
  }
}

/** What must be written before the next step is tried until the database is there again. */
async function persist(path: Carrying, work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    path.signal.throwIfAborted();
    try {
      await work();
      return;
    } catch (error) {
      path.log.error({ err: error }, 'the database did not take a step of a carrier');
      await pause(databasePauseMs, undefined, { signal: path.signal });
    }
  }
}

/** Whether it was taken says nothing: a failure here may have committed, so it is only written down. */
async function submit(path: Carrying, endorsed: Endorsed): Promise<void> {
  await path.ledger.submit(endorsed.bytes).catch((error: unknown) => {
    path.log.warn(
      { err: error, transactionId: endorsed.transactionId },
      'a carrier may not have been submitted',
    );
  });
}

/** Asks by transaction id, asks the contract for the orders, sends the same bytes again; until it is known. */
async function resolve(
  path: Carrying,
  endorsed: Endorsed,
  orders: Travelling[],
): Promise<CommitStatus | Held> {
  const keys = orders.map((order) => order.key);
  await persist(path, () => setStates(path.db, keys, 'unknown'));
  path.log.warn({ transactionId: endorsed.transactionId }, 'the outcome of a carrier is unknown');
  for (let pauseMs = resolvePause.firstMs; ; pauseMs = Math.min(2 * pauseMs, resolvePause.mostMs)) {
    path.signal.throwIfAborted();
    const status = await path.ledger
      .commitStatus(endorsed.transactionId, pauseMs)
      .catch(() => 'unknown' as const);
    if (status !== 'unknown') return status;
    const held = await heldByContract(path.ledger, endorsed, orders);
    if (held) return held;
    await submit(path, endorsed);
    await pause(pauseMs, undefined, { signal: path.signal });
  }
}

const notReached: Settled & { state: 'refused' } = {
  state: 'refused',
  code: 'LEDGER_UNAVAILABLE',
  detail: '',
};

async function settleAll(path: Carrying, orders: Travelling[], settled: Settled): Promise<void> {
  await write(
    path,
    orders.map((order) => ({ order, settled })),
    null,
  );
}

async function settle(
  path: Carrying,
  orders: Travelling[],
  outcomes: OrderOutcome[],
  valid: { transactionId: string; code: string } | null,
): Promise<void> {
  const pairs = orders.flatMap((order, place) => {
    const outcome = outcomes[place];
    return outcome ? [{ order, settled: settledOf(outcome) }] : [];
  });
  await write(path, pairs, valid);
}

interface Pair {
  order: Travelling;
  settled: Settled;
}

/**
 * The record is written last, and the ledger is the record: what has committed is told at once and written down after. A
 * refusal has no record but this row, so it is told only once the row stands.
 */
async function write(
  path: Carrying,
  pairs: readonly Pair[],
  valid: { transactionId: string; code: string } | null,
): Promise<void> {
  const isRefused = ({ settled }: Pair) => settled.state === 'refused';
  tell(
    path,
    pairs.filter((pair) => !isRefused(pair)),
  );
  const answered = pairs.map(({ order: { key, digest, signed }, settled }) => ({
    key,
    digest,
    signed,
    settled,
  }));
  await persist(path, () =>
    transaction(path.db, async (tx) => {
      if (valid) await closeCarrier(tx, valid.transactionId, true, valid.code);
      await settleAttempts(tx, answered, path.now());
      await path.refusing(tx, answered);
    }),
  );
  tell(path, pairs.filter(isRefused));
  for (const { order } of pairs) order.written();
}

function tell(path: Carrying, pairs: readonly Pair[]): void {
  for (const { order, settled } of pairs) {
    const code = settled.state === 'refused' ? settled.code : '';
    path.metrics.outcomes.inc({ type: order.key.type, state: settled.state, code });
    order.settle(settled);
  }
}
