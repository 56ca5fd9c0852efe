import type { Database } from '../db/index.ts';

/** Vendors with what the ledger says of them: null while their registration waits for a second officer. */
export async function officeVendors(db: Database) {
  const rows = await db
    .selectFrom('vendor')
    .leftJoin('ledger_vendor as ledger', 'ledger.vendor', 'vendor.id')
    .select(['id', 'name', 'place', 'mail', 'active', 'fee_basis_points', 'payee'])
    .orderBy('name')
    .execute();
  const tills = await db
    .selectFrom('terminal')
    .select((select) => ['vendor', select.fn.countAll<number>().as('tills')])
    .where('state', '=', 'paired')
    .groupBy('vendor')
    .execute();
  const tillsOf = new Map(tills.map((row) => [row.vendor, row.tills]));
  return rows.map(({ active, fee_basis_points: fee, payee, ...vendor }) => ({
    ...vendor,
    tills: tillsOf.get(vendor.id) ?? 0,
    ledger: active === null || fee === null ? null : { active: active === 1, feeBasisPoints: fee, payee },
  }));
}
