import { ok, type Result, refuse } from '@kumoh-pay/domain';
import { transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { queueLetter } from '../mail/outbox.ts';
import { isWeakPassword, memberPasswordMin } from '../password/password-rules.ts';
import { tellEnded } from '../session/ended.ts';
import { endSessions, type Session } from '../session/session.ts';
import { inEvenTime } from './even-time.ts';
import { confirmedRequest, hashAttempt, makeCode, mayMail } from './mailed-code.ts';
import { provenMember } from './sign-in.ts';
import { deleteMailedCode, findMember, findMemberByNumber, type MemberRow, updateMember } from './store.ts';

/** "Forgotten password": a code to the school address, if number and address belong together. Nobody hears whether they do. */
export function startReset(
  parts: ServerParts,
  { studentNumber, mail }: { studentNumber: string; mail: string },
): Promise<Result<{ attempt: string }>> {
  return inEvenTime(async () => {
    const { db, keys, now } = parts;
    if (!(await mayMail(parts, mail))) return refuse('TOO_MANY_TRIES');
    const attempt = await transaction(db, async (tx) => {
      const member = await findMemberByNumber(tx, studentNumber);
      const known = member?.mail === mail && member.state !== 'opening' ? member : null;
      const request = { purpose: 'reset', studentNumber, name: '', mail, member: known?.id ?? null } as const;
      const made = await makeCode(parts, tx, request, known !== null);
      if (known) await queueLetter(tx, keys, mail, { kind: 'resetCode', code: made.code }, now());
      return made.attempt;
    });
    parts.mailWaiting();
    return ok({ attempt });
  });
}

/** Ends every session and signs nobody in: a mailed code alone opens no wallet, and gives no key. */
export async function finishReset(
  parts: ServerParts,
  { attempt, password }: { attempt: string; password: string },
): Promise<Result<null>> {
  const request = await confirmedRequest(parts, attempt, 'reset');
  const member = request?.member ? await findMember(parts.db, request.member) : undefined;
  if (!request || !member) return refuse('CODE_WRONG', 'expired');
  return setPassword(parts, member, password, { attempt });
}

/** All other sessions end with it. */
export async function changePassword(
  parts: ServerParts,
  session: Session,
  { password, newPassword }: { password: string; newPassword: string },
): Promise<Result<null>> {
  const member = await findMember(parts.db, session.subject);
  const proven = await provenMember(parts, member?.student_number ?? '', password);
  if (!proven.ok) return proven;
  return setPassword(parts, proven.value, newPassword, { session });
}

async function setPassword(
  parts: ServerParts,
  member: MemberRow,
  password: string,
  by: { attempt?: string; session?: Session },
): Promise<Result<null>> {
  const { db, keys, now, passwords } = parts;
  const own = [member.student_number ?? '', member.mail?.split('@')[0] ?? '', member.name];
  if (isWeakPassword(password, memberPasswordMin, own)) return refuse('PASSWORD_WEAK');
  const hash = await passwords.hash(password);
  if (hash === undefined) return refuse('TOO_MANY_TRIES', 'busy');
  const done = await transaction(db, async (tx) => {
    if (by.attempt !== undefined && !(await deleteMailedCode(tx, hashAttempt(by.attempt)))) return false;
    await updateMember(tx, member.id, { password_hash: hash });
    await endSessions(tx, 'member', member.id, by.session);
    if (member.mail !== null) await queueLetter(tx, keys, member.mail, { kind: 'passwordChanged' }, now());
    return true;
  });
  parts.mailWaiting();
  if (!done) return refuse('CODE_WRONG', 'used');
  tellEnded(member.id);
  return ok(null);
}
