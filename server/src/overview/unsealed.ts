import type { Id } from '@kumoh-pay/domain';
import { unsealedMaxMs } from '../counter/closing-hour.ts';
import type { Database } from '../db/index.ts';

export interface Unsealed {
  vendor: Id;
  /** The business day's number. */
  day: number;
  /** Its first sale, Unix ms. */
  since: number;
}

/** Vendors whose day is open for longer than any day is, the longest first; what their terminals say too. */
export const unsealedVendors = (db: Database, nowMs: number): Promise<Unsealed[]> =>
  db
    .selectFrom((sealed) =>
      sealed
        .selectFrom('ledger_vendor')
        .leftJoin('settlement', 'settlement.vendor', 'ledger_vendor.vendor')
        .select((select) => [
          'ledger_vendor.vendor',
          select.fn.coalesce(select.fn.max('settlement.day'), select.lit(0)).as('sealed'),
        ])
        .groupBy('ledger_vendor.vendor')
        .as('last'),
    )
    .innerJoin('sale', (join) =>
      join
        .onRef('sale.vendor', '=', 'last.vendor')
        .on((on) => on('sale.day', '=', on('last.sealed', '+', 1))),
    )
    .select((select) => ['sale.vendor', 'sale.day', select.fn.min('sale.at').as('since')])
    .groupBy(['sale.vendor', 'sale.day'])
    .having((having) => having.fn.min('sale.at'), '<', nowMs - unsealedMaxMs)
    .orderBy('since')
    .execute();
