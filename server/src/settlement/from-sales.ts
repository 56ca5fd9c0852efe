import type { Id } from '@kumoh-pay/domain';
import { dayFigures } from '../counter/day-figures.ts';
import type { Database } from '../db/index.ts';

/** A day's figures added up anew from its charges and refunds, to hold beside what the ledger counted. In won. */
export async function figuresFromSales(db: Database, vendor: Id, day: number) {
  const [{ programmes }, charges, refunds] = await Promise.all([
    dayFigures(db, vendor, day),
    count(db, 'sale', vendor, day),
    count(db, 'refund', vendor, day),
  ]);
  return {
    programmes: programmes.map(({ programme, gross, refunds: back }) => ({
      programme,
      gross,
      refunds: Math.abs(back),
    })),
    charges,
    refunds,
  };
}

async function count(db: Database, table: 'sale' | 'refund', vendor: Id, day: number): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((select) => select.fn.countAll<number>().as('rows'))
    .where('vendor', '=', vendor)
    .where('day', '=', day)
    .executeTakeFirst();
  return row?.rows ?? 0;
}
