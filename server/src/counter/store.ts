import type { Id, Won } from '@kumoh-pay/domain';
import type { Insertable } from 'kysely';
import { batched, type Database, retried, returned, transaction } from '../db/index.ts';
import type { CounterTables } from './tables.ts';

/** One line of what is sold; `won` is the price of one. */
export interface BasketLine {
  item: Id | null;
  name: string;
  won: Won;
  quantity: number;
}

interface KeptBasket {
  charge: CounterTables['counter_charge'];
  basket: readonly BasketLine[];
}

/** Before the charge is sent; the same charge sent again changes nothing. Kept whole or not at all, many together. */
const keepBaskets = batched<KeptBasket, null>(
  async (db, kept) => {
    const bare = kept.every(({ basket }) => basket.length === 0);
    if (bare) await retried(() => insertBaskets(db, kept));
    else await transaction(db, (tx) => insertBaskets(tx, kept));
    return kept.map(() => null);
  },
  { most: 32, atOnce: 2 },
);

async function insertBaskets(db: Database, kept: readonly KeptBasket[]): Promise<void> {
  const rows = kept.map(({ charge }) => charge);
  const insert = db.insertInto('counter_charge').ignore().values(rows).returning(['vendor', 'charge']);
  const inserted = await returned(db, insert);
  const made = new Set(inserted.map(({ vendor, charge }) => `${vendor} ${charge}`));
  const lines = kept.flatMap(({ charge: { vendor, charge }, basket }) =>
    // Of two of one name in one batch the first is kept.
    made.delete(`${vendor} ${charge}`)
      ? basket.map((line, place) => ({ vendor, charge, place, ...line }))
      : [],
  );
  if (lines.length > 0) await db.insertInto('basket_line').values(lines).execute();
}

export async function keepBasket(
  db: Database,
  charge: CounterTables['counter_charge'],
  basket: readonly BasketLine[],
): Promise<void> {
  if (db.isTransaction) await insertBaskets(db, [{ charge, basket }]);
  else await keepBaskets(db, { charge, basket });
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
