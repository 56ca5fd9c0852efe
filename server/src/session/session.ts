import { minuteMs, newId } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { sessionLifetimes } from './lifetimes.ts';
import { luciaOfKind } from './lucia.ts';
import {
  deleteSessionByHandle,
  deleteSessionsOf,
  findSession,
  type SessionRow,
  sessionsOf,
  updateSession,
} from './store.ts';
import type { SessionKind } from './tables.ts';

/** A live session, as the doors see it. `token` is the cookie's value: never log or answer it. */
export interface Session {
  token: string;
  handle: string;
  kind: SessionKind;
  subject: string;
  terminal: string | null;
  deviceKey: string | null;
  /** When an authenticator code was last shown in this session, Unix ms. */
  totpAt: number | null;
  endsAt: number;
}

/** The last use is shown to a minute; writing it at each call would be a write a request. */
const usedAtStepMs = minuteMs;
/** What a browser calls itself is cut here. */
export const deviceNameMax = 200;

export interface NewSession {
  kind: SessionKind;
  subject: string;
  device: string;
  terminal?: string;
  deviceKey?: string;
  totpAt?: number;
}

export async function startSession(
  db: Database,
  { kind, subject, device, ...more }: NewSession,
): Promise<Session> {
  const now = Date.now();
  const attributes = {
    handle: newId(),
    terminal: more.terminal ?? null,
    device: device.slice(0, deviceNameMax),
    device_key: more.deviceKey ?? null,
    created_at: now,
    used_at: now,
    ends_at: now + sessionLifetimes[kind].absoluteMs,
    totp_at: more.totpAt ?? null,
  };
  const { id } = await luciaOfKind(db, kind).createSession(subject, attributes);
  return toSession(id, kind, subject, attributes);
}

/**
 * The live session that a cookie's token belongs to; null when there is none, or it is over.
 * @param isUse somebody uses it, which slides its end; a page that asks by itself does not.
 */
export async function readSession(
  db: Database,
  kind: SessionKind,
  token: string,
  isUse: boolean,
): Promise<Session | null> {
  if (!isUse) {
    const row = await findSession(db, kind, token);
    return row && endOf(row) > Date.now() ? toSession(token, kind, row.subject, row) : null;
  }
  const { session } = await luciaOfKind(db, kind).validateSession(token);
  if (!session) return null;
  const now = Date.now();
  if (session.used_at < now - usedAtStepMs) await updateSession(db, token, { used_at: now });
  return toSession(token, kind, session.userId, session);
}

export const isLive = async (db: Database, { kind, token }: Session): Promise<boolean> =>
  (await readSession(db, kind, token, false)) !== null;

export const endSession = (db: Database, session: Session): Promise<void> =>
  luciaOfKind(db, session.kind).invalidateSession(session.token);

/** Ends one of the subject's sessions by its handle. @returns whether there was one. */
export const endListedSession = (
  db: Database,
  kind: SessionKind,
  subject: string,
  handle: string,
): Promise<boolean> => deleteSessionByHandle(db, kind, subject, handle);

/** @param except the session that asks and stays, if any. */
export async function endSessions(
  db: Database,
  kind: SessionKind,
  subject: string,
  except?: Session,
): Promise<void> {
  await deleteSessionsOf(db, kind, subject, except?.handle ?? '');
}

export async function listSessions(db: Database, current: Session) {
  const rows = await sessionsOf(db, current.kind, current.subject);
  return rows
    .filter((row) => endOf(row) > Date.now())
    .map((row) => ({
      handle: row.handle,
      device: row.device,
      deviceKey: row.device_key,
      createdAt: row.created_at,
      usedAt: row.used_at,
      current: row.handle === current.handle,
    }));
}

const endOf = (row: SessionRow): number => Math.min(row.expires_at, row.ends_at);

/** Binds a phone's key to the session that it was registered in. */
export async function bindDeviceKey(db: Database, session: Session, deviceKey: string): Promise<void> {
  await updateSession(db, session.token, { device_key: deviceKey });
}

export async function noteTotp(db: Database, session: Session, atMs: number): Promise<void> {
  await updateSession(db, session.token, { totp_at: atMs });
}

function toSession(
  token: string,
  kind: SessionKind,
  subject: string,
  row: {
    handle: string;
    terminal: string | null;
    device_key: string | null;
    totp_at: number | null;
    ends_at: number;
  },
): Session {
  const { handle, terminal, device_key: deviceKey, totp_at: totpAt, ends_at: endsAt } = row;
  return { token, kind, subject, handle, terminal, deviceKey, totpAt, endsAt };
}
