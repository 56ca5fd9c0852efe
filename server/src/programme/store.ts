import type { Database } from '../db/index.ts';

export const saveProgrammeName = (
  db: Database,
  row: { programme: string; name: string; created_at: number },
) => db.insertInto('programme_record').values(row).onDuplicateKeyUpdate({ name: row.name }).execute();

/** Every programme on the ledger with its name and sums in won, latest last day first. */
export const listProgrammeRows = (db: Database) =>
  db
    .selectFrom('ledger_programme as terms')
    .leftJoin('programme_record as record', 'record.programme', 'terms.programme')
    .leftJoin('supply', 'supply.programme', 'terms.programme')
    .select([
      'terms.programme',
      'record.name',
      'terms.funder',
      'terms.first_day',
      'terms.last_day',
      'terms.budget',
      'terms.vendors',
      'terms.transferable',
      'supply.issued',
      'supply.settled',
      'supply.revoked',
      'supply.expired',
    ])
    .orderBy('terms.last_day', 'desc')
    .orderBy('terms.programme')
    .execute();

/** Names that were saved, by programme, also of those that wait for a second officer. */
export const allProgrammeNames = (db: Database) =>
  db.selectFrom('programme_record').select(['programme', 'name']).execute();
