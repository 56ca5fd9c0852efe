import { sql } from 'kysely';
import type { Database } from '../../src/db/index.ts';
import { indexTableNames } from '../../src/index/tables.ts';

/** Rows and checksum of each table. */
export type Rows = ReadonlyMap<string, string>;

/** Who calls is counted and noted even when the call is refused at the edge. */
const countCalls: ReadonlySet<string> = new Set(['session', 'allowance', 'failed_tries']);
/** A refusal that is an answer is itself written down, and tries of codes are counted. */
const keepRefusals: ReadonlySet<string> = new Set([
  ...countCalls,
  'order_attempt',
  'pay_code_try',
  'number_try',
  'refusal_notice',
  'counter_charge',
  'basket_line',
  'refund_reason',
  'mailed_code',
  // Sums of past days, added up from the index when they are first asked for.
  'day_flow',
  'day_flow_done',
]);
const index: ReadonlySet<string> = new Set(indexTableNames);

/** Once a run: the tables stay the same, and asking the database for them takes longer than their checksums. */
export async function tableNames(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables();
  return tables.map(({ name }) => name).sort();
}

export async function readRows(db: Database, names: readonly string[]): Promise<Rows> {
  const list = sql.join(names.map((name) => sql.table(name)));
  const { rows } = await sql<{ Table: string; Checksum: string }>`CHECKSUM TABLE ${list}`.execute(db);
  const sums = new Map(
    rows.map(({ Table, Checksum }) => [Table.split('.').at(-1) ?? Table, String(Checksum)]),
  );
  return sums.set('outbox', await letterCount(db));
}

/** The postman marks letters as sent in a time of his own; what a call could do is to add one. */
async function letterCount(db: Database): Promise<string> {
  const { count } = await db
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return String(count);
}

/** How the worst of some calls was answered: turned away before its procedure, refused by it, or done. */
export type Reached = 'edge' | 'procedure' | 'done';

/** Tables that are other than they may be after such calls. Whatever a hostile call does, it moves no won. */
export function changedTables(before: Rows, after: Rows, reached: Reached): string[] {
  const changed = [...after.keys()].filter((name) => before.get(name) !== after.get(name));
  if (reached === 'done') return changed.filter((name) => index.has(name));
  const allowed = reached === 'edge' ? countCalls : keepRefusals;
  return changed.filter((name) => !allowed.has(name));
}
