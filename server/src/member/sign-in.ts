import { minuteMs, ok, type Result, refuse, secondMs } from '@kumoh-pay/domain';
import type { ServerParts } from '../doors/context.ts';
import { forgetTries, takeTry } from '../limit/allowance.ts';
import { type Session, startSession } from '../session/session.ts';
import { findMemberByNumber, type MemberRow } from './store.ts';

/** Eight slips of the finger; after that a guesser waits longer than an owner minds. */
const signInTries = { free: 8, firstWaitMs: 30 * secondMs, longestMs: 15 * minuteMs };

/** The member of this number and password. What is wrong is not said, and unknown numbers are counted and timed alike. */
export async function provenMember(
  parts: ServerParts,
  studentNumber: string,
  password: string,
): Promise<Result<MemberRow>> {
  const { db, passwords, now } = parts;
  const name = ['memberPassword', studentNumber];
  if (!(await takeTry(db, name, signInTries, now()))) return refuse('TOO_MANY_TRIES');
  const member = await findMemberByNumber(db, studentNumber);
  const right = await passwords.verify(member?.password_hash, password);
  if (right === undefined) return refuse('TOO_MANY_TRIES', 'busy');
  if (!right || !member) return refuse('SIGN_IN_FAILED');
  await forgetTries(db, name);
  return ok(member);
}

/** A view-only wallet, until this device becomes the paying phone. */
export async function signIn(
  parts: ServerParts,
  input: { studentNumber: string; password: string; device: string; deviceKey?: string | undefined },
): Promise<Result<Session>> {
  const proven = await provenMember(parts, input.studentNumber, input.password);
  if (!proven.ok) return proven;
  const { id, state, paying_key: payingKey } = proven.value;
  if (state === 'waiting') return refuse('NOT_ON_ROSTER', 'waiting');
  if (state !== 'active') return refuse('SIGN_IN_FAILED');
  // A browser that holds the paying key again says so; whoever lies about it gains nothing, since the key signs.
  const bound = input.deviceKey === payingKey ? { deviceKey: payingKey } : {};
  return ok(await startSession(parts.db, { kind: 'member', subject: id, device: input.device, ...bound }));
}
