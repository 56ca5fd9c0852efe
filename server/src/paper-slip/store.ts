import type { Id } from '@kumoh-pay/domain';
import { type Insertable, sql } from 'kysely';
import { type Database, returned } from '../db/index.ts';
import type { PaperSlipEnd, PaperSlipTables } from './tables.ts';

/** With the sale that it has become; null where the member has not paid. */
const slips = (db: Database) =>
  db
    .selectFrom('paper_slip')
    .leftJoin('sale', (join) =>
      join.onRef('sale.vendor', '=', 'paper_slip.vendor').onRef('sale.charge', '=', 'paper_slip.charge'),
    )
    .select([
      'paper_slip.vendor',
      'paper_slip.number',
      'paper_slip.charge',
      'paper_slip.account',
      'paper_slip.amount',
      'paper_slip.request',
      'paper_slip.written_at',
      'paper_slip.expires_at',
      'paper_slip.ended',
      'sale.at as paid_at',
    ]);
export type PaperSlipRow = Awaited<ReturnType<ReturnType<typeof slips>['executeTakeFirstOrThrow']>>;

export const findPaperSlip = (db: Database, vendor: Id, number: number): Promise<PaperSlipRow | undefined> =>
  slips(db)
    .where('paper_slip.vendor', '=', vendor)
    .where('paper_slip.number', '=', number)
    .executeTakeFirst();

export const paperSlipsSince = (db: Database, vendor: Id, since: number): Promise<PaperSlipRow[]> =>
  slips(db)
    .where('paper_slip.vendor', '=', vendor)
    .where('paper_slip.entered_at', '>=', since)
    .where((where) => where.or([where('ended', 'is', null), where('ended', '=', 'declined')]))
    .orderBy('paper_slip.number', 'desc')
    .execute();

/** What waits for this member's word. */
export const paperSlipsFor = (db: Database, account: Id, nowMs: number): Promise<PaperSlipRow[]> =>
  slips(db)
    .where('paper_slip.account', '=', account)
    .where('paper_slip.expires_at', '>', nowMs)
    .where('paper_slip.ended', 'is', null)
    .where('sale.charge', 'is', null)
    .orderBy('paper_slip.written_at')
    .execute();

/** @returns false when this number stands already; one that was withdrawn gives its number back. */
export async function insertPaperSlip(
  db: Database,
  row: Insertable<PaperSlipTables['paper_slip']>,
): Promise<boolean> {
  const { vendor, number, ...entered } = row;
  const again = await db
    .updateTable('paper_slip')
    .set(entered)
    .where('vendor', '=', vendor)
    .where('number', '=', number)
    .where('ended', '=', 'withdrawn')
    .executeTakeFirst();
  if (again.numUpdatedRows === 1n) return true;
  const made = await db.insertInto('paper_slip').ignore().values(row).executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

/** @returns whose it was; null when there is no slip of this charge. */
export async function endPaperSlip(
  db: Database,
  of: { vendor: Id; charge: Id },
  ended: PaperSlipEnd,
): Promise<Id | null> {
  const row = await db
    .selectFrom('paper_slip')
    .select(['number', 'account'])
    .where('vendor', '=', of.vendor)
    .where('charge', '=', of.charge)
    .executeTakeFirst();
  if (!row) return null;
  await db
    .updateTable('paper_slip')
    .set({ ended })
    .where('vendor', '=', of.vendor)
    .where('number', '=', row.number)
    .where('charge', '=', of.charge)
    .execute();
  return row.account;
}

export const findPrinted = async (db: Database, vendor: Id): Promise<number> =>
  (await db.selectFrom('paper_slip_pad').select('printed').where('vendor', '=', vendor).executeTakeFirst())
    ?.printed ?? 0;

/** Two tablets that print at once get numbers of their own. @returns the last number so far, with these. */
export async function printMore(db: Database, vendor: Id, count: number): Promise<number> {
  const insert = db
    .insertInto('paper_slip_pad')
    .values({ vendor, printed: count })
    .onDuplicateKeyUpdate({ printed: sql<number>`printed + ${count}` })
    .returning('printed');
  const [row] = await returned(db, insert);
  if (!row) throw new Error('the database has counted no printed slip');
  return row.printed;
}
