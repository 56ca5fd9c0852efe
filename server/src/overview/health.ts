import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { healthByTerminal } from '../terminal/health.ts';

/** What is gone moves nothing that a screen could follow. On Fabric a look asks every peer and the ordering service. */
const lookMs = 10_000;

type HealthParts = Pick<ServerParts, 'config' | 'db' | 'now'> & {
  money: Pick<ServerParts['money'], 'health' | 'ledgerName' | 'whyNotReady'>;
};

/** How everything runs, at once and then every ten seconds. */
export async function* healthNews(parts: HealthParts, signal: AbortSignal): AsyncGenerator<HealthNow> {
  while (!signal.aborted) {
    yield await healthNow(parts);
    await pause(lookMs, undefined, { signal }).catch(() => undefined);
  }
}

export type HealthNow = Awaited<ReturnType<typeof healthNow>>;
/** What of ledger, index, mail and terminals runs, and what does not. */
export async function healthNow({ config, db, money, now }: HealthParts) {
  const [reasons, indexBlocksBehind, mail, terminals] = await Promise.all([
    money.whyNotReady(),
    // A ledger that cannot be reached does not say how long it is.
    money.health().then(
      ({ projectionLag }) => projectionLag,
      () => null,
    ),
    mailHealth(db),
    terminalHealth(db),
  ]);
  const ledger = { name: money.ledgerName, kind: config.ledger.kind, reasons };
  return { nowMs: now(), ledger, indexBlocksBehind, mail, terminals };
}

/** Letters that wait, with the oldest one's age: a queue that grows old is a mail server that is away. */
export async function mailHealth(db: Database) {
  const row = await db
    .selectFrom('outbox')
    .select((select) => [
      select.fn.countAll<number>().as('letters'),
      select.fn.min('created_at').as('oldest'),
      select.fn.max('tries').as('tries'),
    ])
    .where('state', 'in', ['waiting', 'sending'])
    .executeTakeFirst();
  return { waiting: row?.letters ?? 0, oldestAt: row?.oldest ?? null, tries: row?.tries ?? 0 };
}

/** Every paired terminal with what it last said of itself; null when it never has. */
export async function terminalHealth(db: Database) {
  const rows = await db
    .selectFrom('terminal')
    .select(['id', 'name', 'vendor'])
    .where('state', '=', 'paired')
    .orderBy('vendor')
    .orderBy('name')
    .execute();
  const health = await healthByTerminal(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, health: health.get(row.id) ?? null }));
}
