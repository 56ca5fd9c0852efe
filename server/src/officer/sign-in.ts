import { minuteMs, ok, type Result, refuse, secondMs } from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { forgetTries, takeTry } from '../limit/allowance.ts';
import { endSessions, noteTotp, type Session, startSession } from '../session/session.ts';
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
  return ok(
    await startSession(db, { kind: 'officer', subject: officer.id, device: input.device, totpAt: now() }),
  );
}

/** The code again, for what moves money; also the first one after enrolment. */
export async function showTotp(parts: ServerParts, session: Session, code: string): Promise<Result<null>> {
  const { db, now } = parts;
  const name = ['officerTotp', session.subject];
  if (!(await takeTry(db, name, tries, now()))) return refuse('TOO_MANY_TRIES');
  const officer = await findOfficer(db, session.subject);
  if (!officer || !(await isCodeOf(parts, officer, code))) return refuse('TOTP_WRONG');
  await forgetTries(db, name);
  await noteTotp(db, session, now());
  return ok(null);
}

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
    await noteAct(
      tx,
      { actor: `officer.${officer.id}`, act: 'changePassword', subject: `officer.${officer.id}` },
      now(),
    );
  });
  return ok(null);
}
