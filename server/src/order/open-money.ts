import type { Day, Id, ReadQuery, SignedOrder } from '@kumoh-pay/domain';
import type { Logger } from 'pino';
import type { Database } from '../db/index.ts';
import { balanceOf } from '../index/balance.ts';
import { type Conservation, conservation } from '../index/conservation.ts';
import { type EntryFilter, entriesOf } from '../index/entries.ts';
import { Projector } from '../index/projector.ts';
import { emptyIndex } from '../index/rebuild.ts';
import { saleOf, todayOf } from '../index/sales.ts';
import { settlementOf, settlementsByState } from '../index/settlements.ts';
import { searchTransactions, type TransactionFilter } from '../index/transactions.ts';
import { openEmbedded } from '../ledger/embedded.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { Live, officeChannel } from '../live/live.ts';
import { noteRefusal } from '../live/refusal-notice.ts';
import { Wakes } from '../live/wake.ts';
import { codeForNumber, lodgeCode } from './fallback-number.ts';
import { nameHints } from './hints.ts';
import { Keeper, type SignAsEnroller } from './keeper.ts';
import { brokenOff, type PartsProgress, submitInParts } from './long-order.ts';
import { type MoneyMetrics, moneyMetrics } from './metrics.ts';
import { OrderPath } from './order-path.ts';

/** The index is a few milliseconds behind a commit; hints wait so long for it and are then named from what there is. */
const hintsWaitMs = 500;
/** More blocks behind than this, and the screens tell what is no longer so. */
const lagMax = 50;

export interface LedgerConfig {
  kind: 'embedded';
  directory: string;
  mirrorDirectory?: string | undefined;
}
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
  const { directory, mirrorDirectory } = parts.ledgerConfig;
  const ledger = await openEmbedded({ directory, mirrorDirectory, now: parts.now });
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
  const metrics = moneyMetrics();
  const wakes = new Wakes();
  const live = new Live(db, wakes, now);
  let keeper: Keeper | null = null;
  const told = (channels: readonly string[]) => {
    wakes.wake([...channels, officeChannel]);
    keeper?.look();
  };
  const projector = new Projector({ db, ledger, log, signal: stopping.signal, told });
  await projector.start();

  let seenBlock = -1;
  const path = new OrderPath({
    db,
    ledger,
    now,
    log,
    metrics,
    signal: stopping.signal,
    committed: (block) => {
      seenBlock = Math.max(seenBlock, block);
    },
    withHints: async (signed) => {
      await projector.through(seenBlock, hintsWaitMs);
      return nameHints(db, signed);
    },
    refused: (signed, code) => void tell(db, signed, code, now(), wakes, log),
  });
  const submitOrder = (signed: SignedOrder) => path.submit(signed);
  const caretaker = new Keeper({
    db,
    log,
    now,
    submit: submitOrder,
    signAsEnroller: (order) => parts.signAsEnroller(ledger.name, order),
  });
  keeper = caretaker;
  await path.recover();
  caretaker.look();
  const inParts = (signed: SignedOrder, progress?: (progress: PartsProgress) => void) =>
    submitInParts({ submit: submitOrder, keeper: caretaker }, signed, progress);
  const resumed = resume(db, inParts, log);

  return {
    ledger,
    ledgerName: ledger.name,
    live,
    metrics: metrics.registry,
    submitOrder,
    submitInParts: inParts,
    read: (query: ReadQuery) => ledger.read(query),
    ...indexVerbs(db, ledger, now),
    /** Resolves when everything that this server has committed is in the index, or after the wait. */
    indexed: (waitMs = hintsWaitMs) => projector.through(seenBlock, waitMs),
    health: async () => ({ ledger: ledger.name, projectionLag: await measuredLag(projector, metrics) }),
    whyNotReady: async () =>
      (await measuredLag(projector, metrics)) > lagMax ? ['the index is behind the ledger'] : [],
    stop: async () => {
      stopping.abort();
      await path.stop();
      await caretaker.stop();
      await projector.ended();
      await resumed;
      await ledger.close();
    },
  };
}

const measuredLag = async (projector: Projector, metrics: MoneyMetrics): Promise<number> => {
  const lag = await projector.lag();
  metrics.projectionLag.set(lag);
  return lag;
};

/** What the screens ask of the index. */
const indexVerbs = (db: Database, ledger: Ledger, now: () => number) => ({
  balanceOf: (account: Id, today: Day) => balanceOf(db, account, today),
  entriesOf: (account: Id, filter: EntryFilter) => entriesOf(db, account, filter),
  saleOf: (vendor: Id, charge: Id) => saleOf(db, vendor, charge),
  todayOf: (vendor: Id, terminal?: Id) => todayOf(db, vendor, terminal),
  searchTransactions: (filter: TransactionFilter) => searchTransactions(db, filter),
  settlementsByState: (
    ...args: Parameters<typeof settlementsByState> extends [Database, ...infer Rest] ? Rest : never
  ) => settlementsByState(db, ...args),
  settlementOf: (vendor: Id, day: number) => settlementOf(db, vendor, day),
  conservation: (): Promise<Conservation[]> => conservation(db, ledger),
  lodgeCode: (account: Id, digits: string) => lodgeCode(db, account, digits, now()),
  codeForNumber: (terminal: Id, number: string) => codeForNumber(db, terminal, number, now()),
});

async function tell(
  db: Database,
  signed: SignedOrder,
  code: Parameters<typeof noteRefusal>[2],
  now: number,
  wakes: Wakes,
  log: Logger,
): Promise<void> {
  try {
    const account = await noteRefusal(db, signed, code, now);
    if (account !== null) wakes.wake([`a.${account}`]);
  } catch (error) {
    log.error({ err: error }, 'a refusal could not be told to the payer');
  }
}

/** Long orders that the last run left in the middle. */
async function resume(
  db: Database,
  inParts: (signed: SignedOrder) => Promise<unknown>,
  log: Logger,
): Promise<void> {
  try {
    for (const signed of await brokenOff(db)) await inParts(signed);
  } catch (error) {
    log.error({ err: error }, 'a long order was not resumed; the next start tries again');
  }
}

/** Drops the index and replays it from the ledger's first block; for `rebuild-index`, with the server stopped. */
export async function rebuildIndex(
  parts: Pick<OpenMoneyParts, 'db' | 'ledgerConfig' | 'log' | 'now'>,
): Promise<void> {
  const { directory, mirrorDirectory } = parts.ledgerConfig;
  const ledger = await openEmbedded({ directory, mirrorDirectory, now: parts.now });
  const stopping = new AbortController();
  try {
    await emptyIndex(parts.db);
    const projector = new Projector({
      db: parts.db,
      ledger,
      log: parts.log,
      signal: stopping.signal,
      told: () => undefined,
    });
    await projector.start();
    while ((await projector.lag()) > 0) await projector.through((await ledger.height()) - 1, rebuildStepMs);
    stopping.abort();
    await projector.ended();
  } finally {
    stopping.abort();
    await ledger.close();
  }
}
const rebuildStepMs = 1_000;
