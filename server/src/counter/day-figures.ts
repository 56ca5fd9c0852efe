import type { Id } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { programmeNames } from '../wallet/store.ts';

/** Figures of one business day beside the ledger's sums. Items and staff join the counter's records to the index. In won. */
export interface DayFigures {
  programmes: { programme: Id; name: string; gross: number; refunds: number }[];
  items: { name: string; quantity: number; won: number }[];
  /** Two of them may have one name. */
  staff: { id: Id; name: string; charges: number; won: number }[];
  /** Taken in cash beside charges that took a part by voucher. */
  cash: { charges: number; won: number };
}

export async function dayFigures(db: Database, vendor: Id, day: number): Promise<DayFigures> {
  const [programmes, items, staff, cash] = await Promise.all([
    byProgramme(db, vendor, day),
    byItem(db, vendor, day),
    byStaff(db, vendor, day),
    cashBeside(db, vendor, day),
  ]);
  return { programmes, items, staff, cash };
}

async function byProgramme(db: Database, vendor: Id, day: number): Promise<DayFigures['programmes']> {
  const boxes = `v.${vendor}.%`;
  const sold = await db
    .selectFrom('sale')
    .innerJoin('posting', 'posting.sequence', 'sale.sequence')
    .select((select) => ['programme', select.fn.sum<number>('posting.amount').as('won')])
    .where('sale.vendor', '=', vendor)
    .where('sale.day', '=', day)
    .where('posting.to_place', 'like', boxes)
    .groupBy('programme')
    .execute();
  const back = await db
    .selectFrom('refund')
    .innerJoin('posting', 'posting.sequence', 'refund.sequence')
    .select((select) => ['programme', select.fn.sum<number>('posting.amount').as('won')])
    .where('refund.vendor', '=', vendor)
    .where('refund.day', '=', day)
    .where('posting.from_place', 'like', boxes)
    .groupBy('programme')
    .execute();
  const gross = new Map(sold.map(({ programme, won }) => [programme, won]));
  const refunds = new Map(back.map(({ programme, won }) => [programme, won]));
  const ids = [...new Set([...gross.keys(), ...refunds.keys()])].sort();
  const names = await programmeNames(db, ids);
  return ids.map((programme) => ({
    programme,
    name: names.get(programme) ?? '',
    gross: gross.get(programme) ?? 0,
    refunds: refunds.get(programme) ?? 0,
  }));
}

const byItem = (db: Database, vendor: Id, day: number): Promise<DayFigures['items']> =>
  db
    .selectFrom('sale')
    .innerJoin('basket_line', (join) =>
      join.onRef('basket_line.vendor', '=', 'sale.vendor').onRef('basket_line.charge', '=', 'sale.charge'),
    )
    .select((select) => [
      'basket_line.name',
      select.fn.sum<number>('quantity').as('quantity'),
      select.fn.sum<number>(select('won', '*', select.ref('quantity'))).as('won'),
    ])
    .where('sale.vendor', '=', vendor)
    .where('sale.day', '=', day)
    .groupBy('basket_line.name')
    .orderBy('won', 'desc')
    .execute();

async function cashBeside(db: Database, vendor: Id, day: number): Promise<DayFigures['cash']> {
  const row = await db
    .selectFrom('sale')
    .innerJoin('part_payment', (join) =>
      join.onRef('part_payment.vendor', '=', 'sale.vendor').onRef('part_payment.charge', '=', 'sale.charge'),
    )
    .select((select) => [
      select.fn.countAll<number>().as('charges'),
      select.fn.sum<number | null>(select('of_amount', '-', select.ref('sale.amount'))).as('won'),
    ])
    .where('sale.vendor', '=', vendor)
    .where('sale.day', '=', day)
    .executeTakeFirst();
  return { charges: row?.charges ?? 0, won: row?.won ?? 0 };
}

const byStaff = (db: Database, vendor: Id, day: number): Promise<DayFigures['staff']> =>
  db
    .selectFrom('sale')
    .innerJoin('counter_charge', (join) =>
      join
        .onRef('counter_charge.vendor', '=', 'sale.vendor')
        .onRef('counter_charge.charge', '=', 'sale.charge'),
    )
    .innerJoin('staff', 'staff.id', 'counter_charge.staff')
    .select((select) => [
      'staff.id',
      'staff.name',
      select.fn.countAll<number>().as('charges'),
      select.fn.sum<number>('sale.amount').as('won'),
    ])
    .where('sale.vendor', '=', vendor)
    .where('sale.day', '=', day)
    .groupBy(['staff.id', 'staff.name'])
    .orderBy('won', 'desc')
    .execute();
