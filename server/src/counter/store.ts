import type { Id, Won } from '@kumoh-pay/domain';
import type { Insertable } from 'kysely';
import type { Database } from '../db/index.ts';
import type { CounterTables } from './tables.ts';

/** One line of what is sold; `won` is the price of one. */
export interface BasketLine {
  item: Id | null;
  name: string;
  won: Won;
  quantity: number;
}

/** Before the charge is sent; the same charge sent again changes nothing. */
export async function keepBasket(
  db: Database,
  charge: CounterTables['counter_charge'],
  basket: readonly BasketLine[],
): Promise<void> {
  const made = await db.insertInto('counter_charge').ignore().values(charge).executeTakeFirst();
  if (made.numInsertedOrUpdatedRows !== 1n || basket.length === 0) return;
  const { vendor, charge: id } = charge;
  const lines = basket.map((line, place) => ({ vendor, charge: id, place, ...line }));
  await db.insertInto('basket_line').values(lines).execute();
}

export const basketOf = (db: Database, vendor: Id, charge: Id) =>
  db
    .selectFrom('basket_line')
    .select(['item', 'name', 'won', 'quantity'])
    .where('vendor', '=', vendor)
    .where('charge', '=', charge)
    .orderBy('place')
    .execute();

export const keepReason = (db: Database, row: Insertable<CounterTables['refund_reason']>) =>
  db.insertInto('refund_reason').ignore().values(row).execute();

export const reasonsOf = (db: Database, vendor: Id, charge: Id) =>
  db
    .selectFrom('refund_reason')
    .select(['refund', 'reason', 'staff', 'manager'])
    .where('vendor', '=', vendor)
    .where('charge', '=', charge)
    .execute();

/** Charges and requests of any counter that have no answer yet: a handful at a time, on the whole campus. */
export const openSales = (db: Database) =>
  db
    .selectFrom('order_attempt')
    .select(['order_id', 'type', 'signed', 'received_at'])
    .where('type', 'in', ['charge', 'pay'])
    .where('state', 'in', ['received', 'in_flight', 'unknown'])
    .orderBy('received_at')
    .execute();

export const saleAttempts = (db: Database, charge: Id) =>
  db
    .selectFrom('order_attempt')
    .select(['type', 'state', 'signed'])
    .where('order_id', '=', charge)
    .where('type', 'in', ['charge', 'pay'])
    .execute();

export async function terminalNames(db: Database, vendor: Id): Promise<Map<Id, string>> {
  const rows = await db.selectFrom('terminal').select(['id', 'name']).where('vendor', '=', vendor).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
