import type { Selectable } from 'kysely';
import type { Database } from '../db/index.ts';
import type { OfficerTables } from './tables.ts';

export type OfficerRow = Selectable<OfficerTables['officer']>;
export type InvitationRow = Selectable<OfficerTables['invitation']>;
export type BootstrapRow = Selectable<OfficerTables['bootstrap_order']>;

export const findOfficer = (db: Database, id: string): Promise<OfficerRow | undefined> =>
  db.selectFrom('officer').selectAll().where('id', '=', id).executeTakeFirst();

export const findOfficerByMail = (db: Database, mail: string): Promise<OfficerRow | undefined> =>
  db.selectFrom('officer').selectAll().where('mail', '=', mail).executeTakeFirst();

export const listOfficerRows = (db: Database): Promise<OfficerRow[]> =>
  db.selectFrom('officer').selectAll().orderBy('created_at').execute();

export const insertOfficer = (db: Database, row: OfficerRow) =>
  db.insertInto('officer').values(row).execute();

/** Inside a transaction: who changes the row next reads the ledger after this one. */
export const lockOfficer = (tx: Database, id: string) =>
  tx.selectFrom('officer').select('id').where('id', '=', id).forUpdate().execute();

export const updateOfficer = (db: Database, id: string, change: Partial<Omit<OfficerRow, 'id'>>) =>
  db.updateTable('officer').set(change).where('id', '=', id).execute();

/** Moves the last used time step on. @returns false when a code of this step, or a later one, was used already. */
export async function useTotpStep(db: Database, id: string, step: number): Promise<boolean> {
  const moved = await db
    .updateTable('officer')
    .set({ totp_step: step })
    .where('id', '=', id)
    .where('totp_step', '<', step)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

/** What the ledger says of an officer, from the index. */
export const ledgerRoles = (db: Database, officer: string) =>
  db
    .selectFrom('ledger_officer')
    .select(['roles', 'active', 'key'])
    .where('officer', '=', officer)
    .executeTakeFirst();

export const ledgerOfficers = (db: Database) =>
  db.selectFrom('ledger_officer').select(['officer', 'roles', 'active', 'key', 'recovery_key']).execute();

export const insertInvitation = (db: Database, row: InvitationRow) =>
  db.insertInto('invitation').values(row).execute();

export const findInvitation = (db: Database, tokenHash: Buffer): Promise<InvitationRow | undefined> =>
  db.selectFrom('invitation').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();

/** @returns false when it was used already. */
export async function useInvitation(
  db: Database,
  tokenHash: Buffer,
  officer: string,
  usedAt: number,
): Promise<boolean> {
  const used = await db
    .updateTable('invitation')
    .set({ used_at: usedAt, officer })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

export const deleteInvitations = (db: Database, purpose: InvitationRow['purpose']) =>
  db.deleteFrom('invitation').where('purpose', '=', purpose).where('used_at', 'is', null).execute();

export const findBootstrap = (db: Database): Promise<BootstrapRow | undefined> =>
  db.selectFrom('bootstrap_order').selectAll().where('id', '=', 1).executeTakeFirst();

export const saveBootstrap = (db: Database, row: Omit<BootstrapRow, 'id'>) =>
  db
    .insertInto('bootstrap_order')
    .values({ id: 1, ...row })
    .onDuplicateKeyUpdate(row)
    .execute();

export const deleteBootstrap = (db: Database) =>
  db.deleteFrom('bootstrap_order').where('id', '=', 1).execute();

/** Those of a first run that was not finished, with what they would have signed. */
export async function deleteFounders(db: Database): Promise<void> {
  await db.deleteFrom('officer').where('state', '=', 'founding').execute();
  await deleteBootstrap(db);
}
