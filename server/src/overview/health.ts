import { minuteMs } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { healthByTerminal } from '../terminal/health.ts';

/** A terminal speaks every minute; after five it counts as silent. */
export const silentAfterMs = 5 * minuteMs;

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
