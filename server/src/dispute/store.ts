import type { Id } from '@kumoh-pay/domain';
import type { Insertable, Updateable } from 'kysely';
import type { Database } from '../db/index.ts';
import type { DisputeState, DisputeTables } from './tables.ts';

/** With the charge as the index has it, and the names that its readers need. */
export const disputes = (db: Database) =>
  db
    .selectFrom('dispute')
    .leftJoin('sale', (join) =>
      join.onRef('sale.vendor', '=', 'dispute.vendor').onRef('sale.charge', '=', 'dispute.charge'),
    )
    .leftJoin('vendor', 'vendor.id', 'dispute.vendor')
    .leftJoin('member', 'member.account', 'dispute.account')
    .select([
      'dispute.id',
      'dispute.vendor',
      'dispute.charge',
      'dispute.account',
      'dispute.sequence',
      'dispute.reason',
      'dispute.expected',
      'dispute.words',
      'dispute.state',
      'dispute.refunded_before',
      'dispute.opened_at',
      'dispute.answer',
      'dispute.answered_at',
      'sale.amount as charged',
      'sale.refunded',
      'sale.at as charged_at',
      'vendor.name as vendor_name',
      'member.name as member_name',
      'member.student_number',
    ]);
export type DisputeRow = Awaited<ReturnType<ReturnType<typeof disputes>['executeTakeFirstOrThrow']>>;

export const findDispute = (db: Database, id: Id): Promise<DisputeRow | undefined> =>
  disputes(db).where('dispute.id', '=', id).executeTakeFirst();

export const findDisputeOf = (db: Database, vendor: Id, charge: Id): Promise<DisputeRow | undefined> =>
  disputes(db).where('dispute.vendor', '=', vendor).where('dispute.charge', '=', charge).executeTakeFirst();

/** Nothing changes when the charge has one already. */
export const insertDispute = (db: Database, row: Insertable<DisputeTables['dispute']>) =>
  db.insertInto('dispute').ignore().values(row).execute();

/** Only from a state that it still has: of two answers at once the first one stands. @returns whether it did. */
export async function moveDispute(
  db: Database,
  id: Id,
  from: readonly DisputeState[],
  change: Updateable<DisputeTables['dispute']>,
): Promise<boolean> {
  const moved = await db
    .updateTable('dispute')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}
