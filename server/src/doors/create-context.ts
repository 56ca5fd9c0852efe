import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../db/index.ts';
import { memberPerson } from '../member/person.ts';
import { officerPerson } from '../officer/person.ts';
import type { DoorName } from '../server-config.ts';
import { deviceNameMax, readSession, type Session } from '../session/session.ts';
import type { SessionKind } from '../session/tables.ts';
import { staffPerson } from '../staff/person.ts';
import { terminalPerson } from '../terminal/person.ts';
import type { CallContext, ServerParts, SignedIn } from './context.ts';
import { readToken, writeSessionCookie } from './cookies.ts';

/** Who calls: only the door's own cookies are looked at. */
export async function createContext(
  parts: ServerParts,
  door: DoorName,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<CallContext> {
  const { db } = parts;
  const signedIn = <Person>(kind: SessionKind, find: (db: Database, id: string) => Promise<Person | null>) =>
    whoIs(
      readToken(request, kind),
      (token) => readSession(db, kind, token, isUse(request)),
      (id) => find(db, id),
    );
  const atCounter = door === 'counter';
  const [member, terminal, staff, officer] = await Promise.all([
    door === 'wallet' ? signedIn('member', memberPerson) : null,
    atCounter ? signedIn('terminal', terminalPerson) : null,
    atCounter ? signedIn('staff', staffPerson) : null,
    door === 'console' ? signedIn('officer', officerPerson) : null,
  ]);
  return {
    ...parts,
    door,
    requestId: request.id,
    device: (request.headers['user-agent'] ?? '').slice(0, deviceNameMax),
    log: parts.log.child({ requestId: request.id, door }),
    member,
    terminal,
    staff,
    officer,
    setSession: (kind, session) => writeSessionCookie(reply, kind, session),
  };
}

async function whoIs<Person>(
  token: string | null,
  read: (token: string) => Promise<Session | null>,
  find: (id: string) => Promise<Person | null>,
): Promise<SignedIn<Person> | null> {
  const session = token === null ? null : await read(token);
  const person = session && (await find(session.subject));
  return session && person ? { ...person, session } : null;
}

/** A page that nobody touches says so of what it asks; a stream is opened anew every few minutes by itself. */
const isUse = ({ headers }: FastifyRequest): boolean =>
  headers['x-by-itself'] === undefined && !headers.accept?.includes('text/event-stream');
