import { setTimeout as pause } from 'node:timers/promises';
import type { Id } from '@kumoh-pay/domain';
import { recordSchemas } from '@kumoh-pay/domain';
import { type Database, transaction } from '../db/index.ts';
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

/** The ledger's own figures may be ahead of the index, in a rush by seconds: looked at again so often before it is an alarm. */
const looksMax = 50;
const lookAgainMs = 100;

/** Adds up what accounts and vendors hold, and compares it with what was issued, by the index and by the ledger. */
export async function conservation(db: Database, ledger: Ledger): Promise<Conservation[]> {
  for (let look = 1; ; look++) {
    const checked = await lookOnce(db, ledger);
    if (look === looksMax || checked.every(({ holds }) => holds)) return checked;
    await pause(lookAgainMs);
  }
}

/** In one transaction, so that a charge does not move between the sums. */
const lookOnce = (db: Database, ledger: Ledger): Promise<Conservation[]> =>
  transaction(db, async (tx) => {
    const columns = ['programme', 'issued', 'settled', 'revoked', 'expired'] as const;
    const supplies = await tx.selectFrom('supply').select(columns).orderBy('programme').execute();
    const held = await sums(tx, 'balance');
    const waiting = await sums(tx, 'day_amount');
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
  });

async function sums(db: Database, table: 'balance' | 'day_amount'): Promise<Map<Id, number>> {
  const rows = await db
    .selectFrom(table)
    .select((select) => ['programme', select.fn.sum<number>('amount').as('won')])
    .groupBy('programme')
    .execute();
  return new Map(rows.map(({ programme, won }) => [programme, won]));
}
