import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { dayMs, minuteMs, ok, type Result, refuse, secondMs } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { allow } from '../limit/allowance.ts';
import { confirmMailedCode, findMailedCode, insertMailedCode, type MailedCodeRow, takeTry } from './store.ts';

/** Long enough to open a mailbox. Beyond: ask for another. */
const codeLifetimeMs = 10 * minuteMs;
/** Once confirmed, the rest of the form may take longer. */
const confirmedLifetimeMs = 30 * minuteMs;
/** Of 100,000,000 codes: with five tries a code and ten mails a day, guessing takes a thousand years. */
const triesMax = 5;
/** 3 mails in 10 minutes and 10 a day to one address. Beyond: TOO_MANY_TRIES. */
const mailsShort = { burst: 3, everyMs: 200 * secondMs };
const mailsDay = { burst: 10, everyMs: dayMs / 10 };

export type Purpose = MailedCodeRow['purpose'];
type Parts = Pick<ServerParts, 'db' | 'keys' | 'now'>;

export const mayMail = async ({ db, now }: Parts, mail: string): Promise<boolean> =>
  (await allow(db, ['mailShort', mail], mailsShort, now())) &&
  (await allow(db, ['mailDay', mail], mailsDay, now()));

export interface CodeRequest {
  purpose: Purpose;
  studentNumber: string;
  name: string;
  mail: string;
  member: string | null;
}

/** A code for whoever asked, bound to the `attempt` that only they get. Null as `code`: nobody is told one. */
export async function makeCode(
  { keys, now }: Parts,
  tx: Database,
  request: CodeRequest,
  mailed: boolean,
): Promise<{ attempt: string; code: string }> {
  const attempt = randomBytes(32).toString('base64url');
  const code = String(randomInt(100_000_000)).padStart(8, '0');
  await insertMailedCode(tx, {
    attempt_hash: hashAttempt(attempt),
    purpose: request.purpose,
    student_number: request.studentNumber,
    name: request.name,
    mail: request.mail,
    member: request.member,
    code_hash: mailed ? keys.pepper('mailedCode', `${attempt}\n${code}`) : null,
    tries: 0,
    expires_at: now() + codeLifetimeMs,
    confirmed_at: null,
  });
  return { attempt, code };
}

export async function confirmCode(
  { db, keys, now }: Parts,
  attempt: string,
  code: string,
): Promise<Result<null>> {
  const hash = hashAttempt(attempt);
  const row = await findMailedCode(db, hash);
  if (!row || row.expires_at < now()) return refuse('CODE_WRONG', 'expired');
  // A confirmed code may be sent again: the answer to the first one was lost.
  if (row.confirmed_at !== null) return ok(null);
  if (!(await takeTry(db, hash, triesMax))) return refuse('TOO_MANY_TRIES');
  const given = keys.pepper('mailedCode', `${attempt}\n${code}`);
  if (!row.code_hash || !timingSafeEqual(row.code_hash, given)) return refuse('CODE_WRONG');
  await confirmMailedCode(db, hash, now(), now() + confirmedLifetimeMs);
  return ok(null);
}

/** The request whose code was confirmed; null when there is none, or it is too old. */
export async function confirmedRequest(
  { db, now }: Parts,
  attempt: string,
  purpose: Purpose,
): Promise<MailedCodeRow | null> {
  const row = await findMailedCode(db, hashAttempt(attempt));
  return row && row.purpose === purpose && row.confirmed_at !== null && row.expires_at >= now() ? row : null;
}

export const hashAttempt = (attempt: string): Buffer => createHash('sha256').update(attempt).digest();
