import type { Id, ReadQuery, SignedOrder } from '@kumoh-pay/domain';
import type { Logger } from 'pino';
import { Batch, type Database } from '../db/index.ts';
import { officeChannel } from '../index/channel.ts';
import { indexVerbs } from '../index/index-verbs.ts';
import { Projector } from '../index/projector.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type LedgerConfig, openLedger } from '../ledger/open-ledger.ts';
import { Live } from '../live/live.ts';
import { tellRefusal } from '../live/refusal-notice.ts';
import { Wakes } from '../live/wake.ts';
import { Behind } from './behind.ts';
import { codeForNumber, lodgeCode } from './fallback-number.ts';
import { foldsOf, nameHintsOf } from './hints.ts';
import { Keeper, type SignAsEnroller } from './keeper.ts';
import { LongOrders, type PartsProgress } from './long-order.ts';
import { moneyMetrics } from './metrics.ts';
import { OrderPath } from './order-path.ts';

export { rebuildIndex } from '../index/rebuild.ts';

/** The index is a few milliseconds behind a commit: readers wait so long for it, and then see what there is. */
const indexWaitMs = 500;
/** An order whose own notes have just moved waits longer: without them it would be refused for want of won that is there. */
const hintsWaitMs = 5_000;
/** Orders whose notes are named by one statement: as many as a carrier holds. */
const hintsAtOnce = { most: 64, atOnce: 2 };
/** More blocks behind than this, and the screens tell what is no longer so. */
const lagMax = 50;

export interface OpenMoneyParts {
  db: Database;
  ledgerConfig: LedgerConfig;
  signAsEnroller: (ledgerName: string, order: Parameters<SignAsEnroller>[0]) => Promise<SignedOrder>;
  now: () => number;
  log: Logger;
}

export type Money = Awaited<ReturnType<typeof openMoney>>;

/** Opens the ledger and everything that works for it. @throws LedgerDiffers when it is not the one that the index was read from. */
export async function openMoney(parts: OpenMoneyParts) {
  const ledger = await openLedger(parts.ledgerConfig, parts.now);
  try {
    return await start(parts, ledger);
  } catch (error) {
    await ledger.close();
    throw error;
  }
}

async function start(parts: OpenMoneyParts, ledger: Ledger) {
  const { db, log, now } = parts;
  const stopping = new AbortController();
  const wakes = new Wakes();
  let look: () => void = () => undefined;
  const projector = new Projector({
    db,
    ledger,
    log,
    signal: stopping.signal,
    told: (channels, keepersWork) => {
      wakes.wake([...channels, officeChannel]);
      if (keepersWork) look();
    },
  });
  await projector.start();
  const height = await ledger.height();
  const way = startPath(parts, ledger, height, projector, wakes, stopping.signal);
  const { path, submitOrder, indexed } = way;
  const signAsEnroller: SignAsEnroller = (order) => parts.signAsEnroller(ledger.name, order);
  const keeper = new Keeper({ db, log, now, submit: submitOrder, signAsEnroller, indexed });
  await path.recover();
  look = () => keeper.look();
  look();
  const longOrders = new LongOrders(db, { submit: submitOrder, keeper, log, now });
  longOrders.look();
  const stop = async () => {
    stopping.abort();
    await path.stop();
    await keeper.stop();
    await projector.ended();
    await longOrders.stop();
    await ledger.close();
  };
  return {
    ledger,
    ledgerName: ledger.name,
    live: new Live(db, wakes, now),
    metrics: way.metrics.registry,
    submitOrder,
    submitInParts: (signed: SignedOrder, progress?: (progress: PartsProgress) => void) =>
      longOrders.submit(signed, progress),
    indexed,
    health: way.health,
    whyNotReady: way.whyNotReady,
    read: (query: ReadQuery) => ledger.read(query),
    lodgeCode: (account: Id, digits: string) => lodgeCode(db, account, digits, now()),
    codeForNumber: (terminal: Id, number: string) => codeForNumber(db, terminal, number, now()),
    ...indexVerbs(db, ledger),
    stop,
  };
}

/** The way to the ledger, and how far the index is behind it. */
function startPath(
  parts: OpenMoneyParts,
  ledger: Ledger,
  height: number,
  projector: Projector,
  wakes: Wakes,
  signal: AbortSignal,
) {
  const { db, log, now } = parts;
  const metrics = moneyMetrics();
  const behind = new Behind(height - 1);
  const hints = new Batch((orders: SignedOrder[]) => nameHintsOf(db, orders), hintsAtOnce);
  const indexed = (waitMs = indexWaitMs) => projector.through(behind.last, waitMs);
  const path = new OrderPath({
    db,
    ledger,
    now,
    log,
    metrics,
    signal,
    committed: (block, orders) =>
      behind.note(
        block,
        orders.map((order) => order.signed),
        projector.block,
      ),
    withHints: async (signed) => {
      const { accounts } = foldsOf(signed);
      if (accounts.length === 0) return signed;
      await projector.through(behind.blockFor(accounts), hintsWaitMs);
      return hints.ask(signed);
    },
    refused: (signed, code) => void tellRefusal({ db, wakes, now, log }, signed, code),
  });
  const health = async () => {
    const projectionLag = await projector.lag();
    metrics.projectionLag.set(projectionLag);
    return { ledger: ledger.name, projectionLag };
  };
  return {
    path,
    metrics,
    submitOrder: (signed: SignedOrder) => path.submit(signed),
    /** Resolves when everything that this server has committed is in the index, or after the wait. */
    indexed,
    health,
    whyNotReady: async () => {
      const reasons = await ledger.whyNotReady();
      const lag = await health().then(
        ({ projectionLag }) => projectionLag,
        () => null,
      );
      if (lag === null) reasons.push('the ledger does not say how long it is');
      else if (lag > lagMax) reasons.push('the index is behind the ledger');
      return reasons;
    },
  };
}
