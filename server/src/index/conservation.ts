import type { Id } from '@kumoh-pay/domain';
import { recordSchemas } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** Won of a programme, by where they are. */
export interface Conservation {
  programme: Id;
  issued: number;
  held: number;
  atVendors: number;
  settled: number;
  revoked: number;
  expired: number;
  /** issued = held + at vendors + settled + revoked + expired, and the ledger's own supply record says the same. */
  holds: boolean;
}

/** Adds up what accounts and vendors hold, and compares it with what was issued, by the index and by the ledger. */
export async function conservation(db: Database, ledger: Ledger): Promise<Conservation[]> {
  const supplies = await db
    .selectFrom('supply')
    .select(['programme', 'issued', 'settled', 'revoked', 'expired'])
    .orderBy('programme')
    .execute();
  const held = await sums(db, 'balance');
  const waiting = await sums(db, 'day_amount');
  const checked: Conservation[] = [];
  for (const { programme, issued, settled, revoked, expired } of supplies) {
    const inAccounts = held.get(programme) ?? 0;
    const atVendors = waiting.get(programme) ?? 0;
    const [text] = await ledger.read({ records: [['supply', programme]] });
    const record = text ? recordSchemas.supply.parse(JSON.parse(text)) : null;
    const same = record?.issued === issued && record.revoked === revoked && record.expired === expired;
    const holds = same && issued === inAccounts + atVendors + settled + revoked + expired;
    checked.push({ programme, issued, held: inAccounts, atVendors, settled, revoked, expired, holds });
  }
  return checked;
}

async function sums(db: Database, table: 'balance' | 'day_amount'): Promise<Map<Id, number>> {
  const rows = await db
    .selectFrom(table)
    .select((select) => ['programme', select.fn.sum<number>('amount').as('won')])
    .groupBy('programme')
    .execute();
  return new Map(rows.map(({ programme, won }) => [programme, won]));
}
