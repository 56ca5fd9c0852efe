import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia';
import type { Database } from '../db/index.ts';
import { sessionLifetimes } from './lifetimes.ts';
import type { SessionRow } from './store.ts';
import {
  deleteSession,
  deleteSessionsBefore,
  deleteSessionsOf,
  findSession,
  hashToken,
  insertSession,
  sessionsOf,
  updateSession,
} from './store.ts';
import type { SessionKind } from './tables.ts';

/** What lucia carries for us and never reads. */
type Attributes = Omit<SessionRow, 'token_hash' | 'subject' | 'expires_at' | 'kind'>;

declare module 'lucia' {
  interface Register {
    Lucia: LuciaOfKind;
    DatabaseSessionAttributes: Attributes;
  }
}

export type LuciaOfKind = ReturnType<typeof luciaOfKind>;

/** Lucia believes that it stores tokens; only their hashes reach the database. */
function hashingAdapter(db: Database, kind: SessionKind): Adapter {
  const read = (
    { subject, expires_at, token_hash: _, kind: __, ...attributes }: SessionRow,
    id: string,
  ): DatabaseSession => ({
    id,
    userId: subject,
    expiresAt: new Date(Math.min(expires_at, attributes.ends_at)),
    attributes,
  });
  return {
    async getSessionAndUser(token) {
      const row = await findSession(db, kind, token);
      return row ? [read(row, token), { id: row.subject, attributes: {} }] : [null, null];
    },
    getUserSessions: async (subject) =>
      (await sessionsOf(db, kind, subject)).map((row) => read(row, row.token_hash.toString('hex'))),
    async setSession({ id, userId, expiresAt, attributes }) {
      await insertSession(db, {
        ...attributes,
        kind,
        subject: userId,
        expires_at: expiresAt.getTime(),
        token_hash: hashToken(id),
      });
    },
    async updateSessionExpiration(token, expiresAt) {
      await updateSession(db, token, { expires_at: expiresAt.getTime() });
    },
    async deleteSession(token) {
      await deleteSession(db, token);
    },
    async deleteUserSessions(subject) {
      await deleteSessionsOf(db, kind, subject, '');
    },
    async deleteExpiredSessions() {
      await deleteSessionsBefore(db, Date.now());
    },
  };
}

/** Lucia is no longer developed, so that only this folder knows it. */
export const luciaOfKind = (db: Database, kind: SessionKind) =>
  new Lucia(hashingAdapter(db, kind), {
    sessionExpiresIn: new TimeSpan(sessionLifetimes[kind].idleMs, 'ms'),
    getSessionAttributes: (attributes) => attributes,
  });
