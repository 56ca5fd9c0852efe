import type { Id } from '@kumoh-pay/domain';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../db/index.ts';
import type { EntryView } from './entries.ts';
import type { EntryKind } from './tables.ts';
import {
  conditionsOf,
  type Lead,
  narrowest,
  sequencesBetween,
  type TransactionConditions,
} from './transaction-conditions-store.ts';

export interface TransactionKey {
  sequence: number;
  account: Id;
  kind: EntryKind;
}
export type Transaction = EntryView & { account: Id };

export interface TransactionPage extends TransactionConditions {
  /** The key of the last row of the page before. */
  before?: TransactionKey | undefined;
  limit: number;
}

/** A page of an export; a screen's page is much smaller. */
export const transactionsAtOnceMax = 1_000;

/**
 * The newest transactions that fit all conditions, a transfer by its sender's row. Of several conditions the one that
 * few rows fit leads; where all are broad, the newest rows are walked through until the page is full.
 */
export async function transactionPage(db: Database, page: TransactionPage): Promise<Transaction[]> {
  const { senders, receivers, kinds, before } = page;
  if (senders?.length === 0 || receivers?.length === 0 || kinds?.length === 0) return [];
  const conditions = await conditionsOf(db, page);
  const lead = await narrowest(db, conditions, page.id !== undefined);
  const bounds = lead.walks ? await sequencesBetween(db, page) : [];
  const asked = conditions.map(({ holds }) => holds);
  const where = [sql`kind != 'receive'`, ...asked, ...bounds, ...pageAfter(before)];
  const limit = Math.min(page.limit, transactionsAtOnceMax);
  // The keys first, from an index alone where it has what is asked: only the page's own rows are read whole.
  const { rows } = await sql<Transaction>`
    SELECT STRAIGHT_JOIN whole.sequence, whole.account, whole.kind, amount, sender, receiver, vendor, programme, charge,
      order_id AS \`order\`, at
    FROM (
      SELECT sequence, account, kind FROM entry ${hint(lead)}
      WHERE ${sql.join(where, sql` AND `)}
      ORDER BY sequence DESC, account DESC, kind DESC
      LIMIT ${limit}
    ) AS page
    JOIN entry AS whole
      ON whole.sequence = page.sequence AND whole.account = page.account AND whole.kind = page.kind
    ORDER BY whole.sequence DESC, whole.account DESC, whole.kind DESC`.execute(db);
  return rows;
}

/** Beside an order and a limit MariaDB trusts its own plan too much, and reads the whole table: the index that was chosen is said. */
const hint = ({ index }: Lead): RawBuilder<unknown> =>
  index === null ? sql`` : sql`FORCE INDEX (${sql.raw(index)})`;

function pageAfter(before: TransactionKey | undefined): RawBuilder<unknown>[] {
  if (!before) return [];
  const { sequence, account, kind } = before;
  return [
    sql`sequence <= ${sequence}`,
    sql`(sequence < ${sequence} OR account < ${account} OR (account = ${account} AND kind < ${kind}))`,
  ];
}
