import type { Insertable, Selectable } from 'kysely';
import type { Database } from '../db/index.ts';
import type { MemberTables } from './tables.ts';

export type MemberRow = Selectable<MemberTables['member']>;
export type MailedCodeRow = Selectable<MemberTables['mailed_code']>;

export const findMember = (db: Database, id: string): Promise<MemberRow | undefined> =>
  db.selectFrom('member').selectAll().where('id', '=', id).executeTakeFirst();

export const findMemberByNumber = (db: Database, studentNumber: string): Promise<MemberRow | undefined> =>
  db.selectFrom('member').selectAll().where('student_number', '=', studentNumber).executeTakeFirst();

export const findMemberByMail = (db: Database, mail: string): Promise<MemberRow | undefined> =>
  db.selectFrom('member').selectAll().where('mail', '=', mail).executeTakeFirst();

export const findMemberByAccount = (db: Database, account: string): Promise<MemberRow | undefined> =>
  db.selectFrom('member').selectAll().where('account', '=', account).executeTakeFirst();

export const insertMember = (db: Database, row: Insertable<MemberTables['member']>) =>
  db.insertInto('member').values(row).execute();

/** Changes nothing when nothing is named: SQL has no empty SET. */
export async function updateMember(
  db: Database,
  id: string,
  change: Partial<Omit<MemberRow, 'id'>>,
): Promise<void> {
  if (Object.keys(change).length > 0)
    await db.updateTable('member').set(change).where('id', '=', id).execute();
}

/** A sign-up whose order was refused leaves nothing behind. */
export const deleteOpeningMember = (db: Database, id: string, account: string) =>
  db
    .deleteFrom('member')
    .where('id', '=', id)
    .where('account', '=', account)
    .where('state', '=', 'opening')
    .execute();

/** Only while the row still names this account: another attempt may have taken it over. */
export const activateMember = (db: Database, id: string, account: string, state: 'active' | 'waiting') =>
  db
    .updateTable('member')
    .set({ state })
    .where('id', '=', id)
    .where('account', '=', account)
    .where('state', '=', 'opening')
    .execute();

export const waitingMembers = (db: Database): Promise<MemberRow[]> =>
  db.selectFrom('member').selectAll().where('state', '=', 'waiting').orderBy('created_at').execute();

/** @returns the account of who was waiting under this id; null when nobody was. */
export async function approveMember(db: Database, id: string): Promise<string | null> {
  const waiting = await db
    .selectFrom('member')
    .select('account')
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst();
  if (!waiting) return null;
  await db.updateTable('member').set({ state: 'active' }).where('id', '=', id).execute();
  return waiting.account;
}

export const insertMailedCode = (db: Database, row: MailedCodeRow) =>
  db.insertInto('mailed_code').values(row).execute();

export const findMailedCode = (db: Database, attemptHash: Buffer): Promise<MailedCodeRow | undefined> =>
  db.selectFrom('mailed_code').selectAll().where('attempt_hash', '=', attemptHash).executeTakeFirst();

/** Counts a try if one is left. @returns whether it was. */
export async function takeTry(db: Database, attemptHash: Buffer, triesMax: number): Promise<boolean> {
  const taken = await db
    .updateTable('mailed_code')
    .set((row) => ({ tries: row('tries', '+', 1) }))
    .where('attempt_hash', '=', attemptHash)
    .where('tries', '<', triesMax)
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}

export const confirmMailedCode = (
  db: Database,
  attemptHash: Buffer,
  confirmedAt: number,
  expiresAt: number,
) =>
  db
    .updateTable('mailed_code')
    .set({ confirmed_at: confirmedAt, expires_at: expiresAt, code_hash: null })
    .where('attempt_hash', '=', attemptHash)
    .execute();

/** @returns whether it was still there: a confirmed code is used once. */
export async function deleteMailedCode(db: Database, attemptHash: Buffer): Promise<boolean> {
  const gone = await db.deleteFrom('mailed_code').where('attempt_hash', '=', attemptHash).executeTakeFirst();
  return gone.numDeletedRows === 1n;
}

export const deleteMailedCodesBefore = (db: Database, nowMs: number) =>
  db.deleteFrom('mailed_code').where('expires_at', '<', nowMs).execute();
