import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { batched, type Database, padded } from '../db/index.ts';
import type { SessionKind, SessionTables } from './tables.ts';

export type SessionRow = Selectable<SessionTables['session']>;

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export const insertSession = (db: Database, row: SessionRow) =>
  db.insertInto('session').values(row).execute();

/** Tokens are found by their hash, a Buffer: text would be compared in ways that no secret should be. */
const findByHash = batched<Buffer, SessionRow | undefined>(async (db, hashes) => {
  const rows = await db.selectFrom('session').selectAll().where('token_hash', 'in', padded(hashes)).execute();
  return hashes.map((hash) => rows.find((row) => row.token_hash.equals(hash)));
});

export async function findSession(
  db: Database,
  kind: SessionKind,
  token: string,
): Promise<SessionRow | undefined> {
  const row = await findByHash(db, hashToken(token));
  return row?.kind === kind ? row : undefined;
}

export const sessionsOf = (db: Database, kind: SessionKind, subject: string): Promise<SessionRow[]> =>
  db
    .selectFrom('session')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .orderBy('used_at', 'desc')
    .execute();

export const updateSession = (
  db: Database,
  token: string,
  change: Partial<Pick<SessionRow, 'expires_at' | 'used_at' | 'totp_at' | 'device_key'>>,
) => db.updateTable('session').set(change).where('token_hash', '=', hashToken(token)).execute();

export const deleteSession = (db: Database, token: string) =>
  db.deleteFrom('session').where('token_hash', '=', hashToken(token)).execute();

/** @returns whether there was one. */
export async function deleteSessionByHandle(
  db: Database,
  kind: SessionKind,
  subject: string,
  handle: string,
): Promise<boolean> {
  const gone = await db
    .deleteFrom('session')
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('handle', '=', handle)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

export const deleteSessionsOf = (db: Database, kind: SessionKind, subject: string, exceptHandle: string) =>
  db
    .deleteFrom('session')
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('handle', '!=', exceptHandle)
    .execute();

export const deleteSessionsOfTerminal = (db: Database, terminal: string) =>
  db.deleteFrom('session').where('terminal', '=', terminal).execute();

export const deleteSessionsBefore = (db: Database, nowMs: number) =>
  db
    .deleteFrom('session')
    .where((row) => row.or([row('expires_at', '<', nowMs), row('ends_at', '<', nowMs)]))
    .execute();
