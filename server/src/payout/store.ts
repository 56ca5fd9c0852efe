import type { Selectable } from 'kysely';
import type { Database } from '../db/index.ts';
import { type BankColumn, readSettings, settingSchemas } from '../settings/settings.ts';
import type { PayoutFileTables } from './tables.ts';

type BankFileRow = Selectable<PayoutFileTables['payout_file']>;

/** What was kept stays: the same batch with another file, whoever sends it, is a row of its own. */
export const keepBankFile = (db: Database, row: BankFileRow) =>
  db.insertInto('payout_file').ignore().values(row).execute();

/** The file that has this hash; one of an earlier version says neither its hash nor its columns. */
export async function findBankFile(
  db: Database,
  batch: string,
  fileHash: string,
): Promise<{ sealed: Buffer; columns: BankColumn[] } | null> {
  const row = await db
    .selectFrom('payout_file')
    .select(['sealed', 'bank_columns'])
    .where('batch', '=', batch)
    .where('file_hash', 'in', [fileHash, ''])
    .orderBy('file_hash', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  const columns =
    row.bank_columns === ''
      ? (await readSettings(db)).bankColumns
      : settingSchemas.bankColumns.parse(row.bank_columns.split(','));
  return { sealed: row.sealed, columns };
}
