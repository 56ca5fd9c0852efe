import { minuteMs, ok, type Result, refuse, secondMs } from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import { type Database, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { forgetTries, takeTry } from '../limit/allowance.ts';
import { tellEnded } from '../session/ended.ts';
import {
  endListedSession,
  endSession,
  endSessions,
  noteTotp,
  type Session,
  startSession,
} from '../session/session.ts';
import { officerPassword, totpPurpose } from './register.ts';
import { findOfficer, findOfficerByMail, type OfficerRow, updateOfficer, useTotpStep } from './store.ts';
import { totpStep } from './totp.ts';

const tries = { free: 5, firstWaitMs: 30 * secondMs, longestMs: 15 * minuteMs };

/** Mail, password and the authenticator's code, all at once. */
export async function officerSignIn(
  parts: ServerParts,
  input: { mail: string; password: string; totp: string; device: string },
): Promise<Result<Session>> {
  const { db, passwords, now } = parts;
  const name = ['officerPassword', input.mail];
  if (!(await takeTry(db, name, tries, now()))) return refuse('TOO_MANY_TRIES');
  const officer = await findOfficerByMail(db, input.mail);
  const right = await passwords.verify(officer?.password_hash, input.password);
  if (right === undefined) return refuse('TOO_MANY_TRIES', 'busy');
  if (!right || !officer || officer.state === 'retired') return refuse('SIGN_IN_FAILED');
  if (!(await isCodeOf(parts, officer, input.totp))) return refuse('TOTP_WRONG');
  await forgetTries(db, name);
  const session = { kind: 'officer' as const, subject: officer.id, device: input.device, totpAt: now() };
  return transaction(db, async (tx) => {
    const started = await startSession(tx, session);
    await noteOwnAct(tx, 'signIn', officer.id, { after: { device: input.device } }, now());
    return ok(started);
  });
}

/** The code again, for what moves money; also the first one after enrolment. */
export async function showTotp(parts: ServerParts, session: Session, code: string): Promise<Result<null>> {
  const { db, now } = parts;
  const name = ['officerTotp', session.subject];
  if (!(await takeTry(db, name, tries, now()))) return refuse('TOO_MANY_TRIES');
  const officer = await findOfficer(db, session.subject);
  if (!officer || !(await isCodeOf(parts, officer, code))) return refuse('TOTP_WRONG');
  await forgetTries(db, name);
  await transaction(db, async (tx) => {
    await noteTotp(tx, session, now());
    await noteOwnAct(tx, 'showTotp', officer.id, {}, now());
  });
  return ok(null);
}

/** Of this one session, another of one's own, or all the others. */
export async function endOfficerSessions(
  { db, now }: ServerParts,
  session: Session,
  ended: 'own' | 'others' | { handle: string },
): Promise<Result<null>> {
  const { subject } = session;
  const done = await transaction(db, async (tx) => {
    if (ended === 'own') await endSession(tx, session);
    else if (ended === 'others') await endSessions(tx, 'officer', subject, session);
    else if (!(await endListedSession(tx, 'officer', subject, ended.handle)))
      return refuse('UNKNOWN_OFFICER', 'no such session');
    const act = ended === 'own' ? 'signOut' : ended === 'others' ? 'endOtherSessions' : 'endSession';
    await noteOwnAct(tx, act, subject, typeof ended === 'string' ? {} : { after: ended }, now());
    return ok(null);
  });
  if (done.ok) tellEnded(subject);
  return done;
}

const noteOwnAct = (db: Database, act: string, officer: string, what: { after?: unknown }, nowMs: number) =>
  noteAct(db, { actor: `officer.${officer}`, act, subject: `officer.${officer}`, ...what }, nowMs);

/** True once for each code. */
async function isCodeOf({ db, keys, now }: ServerParts, officer: OfficerRow, code: string): Promise<boolean> {
  const step = totpStep(keys.open(totpPurpose, officer.totp_sealed), code, now(), officer.totp_step);
  return step !== null && useTotpStep(db, officer.id, step);
}

/** All other sessions end with it. */
export async function changeOfficerPassword(
  parts: ServerParts,
  session: Session,
  { password, newPassword }: { password: string; newPassword: string },
): Promise<Result<null>> {
  const { db, passwords, now } = parts;
  const officer = await findOfficer(db, session.subject);
  if (!officer || !(await takeTry(db, ['officerPassword', officer.mail], tries, now())))
    return refuse('TOO_MANY_TRIES');
  const right = await passwords.verify(officer.password_hash, password);
  if (!right) return right === undefined ? refuse('TOO_MANY_TRIES', 'busy') : refuse('SIGN_IN_FAILED');
  await forgetTries(db, ['officerPassword', officer.mail]);
  const hash = await officerPassword(parts, {
    mail: officer.mail,
    name: officer.name,
    password: newPassword,
  });
  if (!hash.ok) return hash;
  await transaction(db, async (tx) => {
    await updateOfficer(tx, officer.id, { password_hash: hash.value });
    await endSessions(tx, 'officer', officer.id, session);
    await noteOwnAct(tx, 'changePassword', officer.id, {}, now());
  });
  tellEnded(officer.id);
  return ok(null);
}
