import type { Id } from '@kumoh-pay/domain';
import { batched, type Database, padded } from '../db/index.ts';

/** Names by id: vendors and programmes as they are, members by account and not yet masked. */
export async function vendorNames(db: Database, ids: readonly Id[]): Promise<Map<Id, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('vendor').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function programmeNames(db: Database, ids: readonly Id[]): Promise<Map<Id, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('programme_record')
    .select(['programme', 'name'])
    .where('programme', 'in', ids)
    .execute();
  return new Map(rows.map(({ programme, name }) => [programme, name]));
}

export async function memberNames(db: Database, accounts: readonly Id[]): Promise<Map<Id, string>> {
  const found = await Promise.all(accounts.map((account) => nameOf(db, account)));
  return new Map(found.flatMap((row) => (row ? [[row.account, row.name]] : [])));
}

/** Every charge that is answered asks for its payer's. */
const nameOf = batched<Id, { account: Id; name: string } | undefined>(async (db, accounts) => {
  const rows = await db
    .selectFrom('member')
    .select(['account', 'name'])
    .where('account', 'in', padded(accounts))
    .execute();
  return accounts.map((account) => rows.find((row) => row.account === account));
});

/** What the ledger wrote about an entry, and whose signatures stood under it. */
export const findProof = (db: Database, sequence: number) =>
  db
    .selectFrom('journal')
    .select(['block', 'transaction_id', 'order_id', 'type', 'digest', 'signers', 'result'])
    .where('sequence', '=', sequence)
    .executeTakeFirst();

/** A charge's id is its vendor's own: another vendor may have a charge of the same id. */
export const findSale = (db: Database, vendor: Id, charge: Id) =>
  db
    .selectFrom('sale')
    .select(['amount', 'refunded'])
    .where('vendor', '=', vendor)
    .where('charge', '=', charge)
    .executeTakeFirst();

/** What an entry moved, by programme and place, in won. */
export const postingsAt = (db: Database, sequence: number) =>
  db
    .selectFrom('posting')
    .select(['programme', 'amount', 'from_place', 'to_place'])
    .where('sequence', '=', sequence)
    .orderBy('place')
    .execute();

export const findReceiver = (db: Database, account: Id) =>
  db
    .selectFrom('ledger_account')
    .leftJoin('member', 'member.account', 'ledger_account.account')
    .select(['ledger_account.status', 'member.name'])
    .where('ledger_account.account', '=', account)
    .executeTakeFirst();

/** The shop that a paired terminal stands in. */
export const findTerminalVendor = (db: Database, terminal: Id) =>
  db
    .selectFrom('ledger_terminal')
    .innerJoin('ledger_vendor', 'ledger_vendor.vendor', 'ledger_terminal.vendor')
    .leftJoin('vendor', 'vendor.id', 'ledger_terminal.vendor')
    .select([
      'ledger_terminal.vendor',
      'vendor.name',
      'ledger_terminal.active as terminal_active',
      'ledger_vendor.active as vendor_active',
    ])
    .where('ledger_terminal.terminal', '=', terminal)
    .executeTakeFirst();
