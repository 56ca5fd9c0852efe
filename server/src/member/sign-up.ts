import { ok, type Result, refuse } from '@kumoh-pay/domain';
import { type Database, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { queueLetter } from '../mail/outbox.ts';
import { findRosterRow } from '../roster/store.ts';
import { readSettings } from '../settings/settings.ts';
import { inEvenTime } from './even-time.ts';
import { type CodeRequest, makeCode, mayMail } from './mailed-code.ts';
import { findMemberByMail, findMemberByNumber } from './store.ts';

export interface SignUpRequest {
  studentNumber: string;
  name: string;
  mail: string;
}

/**
 * Mails a code to an address that the roster knows for this number. Answer and time are the same for everybody: what
 * there is to say, only the mailbox's owner hears.
 */
export function startSignUp(
  parts: ServerParts,
  request: SignUpRequest,
): Promise<Result<{ attempt: string }>> {
  return inEvenTime(async () => {
    const { db, keys, now } = parts;
    if (!(await mayMail(parts, request.mail))) return refuse('TOO_MANY_TRIES');
    const attempt = await transaction(db, async (tx) => {
      const found = await judge(tx, request);
      const made = await makeCode(parts, tx, found.request, found.may === 'yes');
      if (found.may === 'yes')
        await queueLetter(tx, keys, request.mail, { kind: 'signUpCode', code: made.code }, now());
      if (found.may === 'member') await queueLetter(tx, keys, request.mail, { kind: 'alreadyMember' }, now());
      if (found.may === 'notListed') await queueLetter(tx, keys, request.mail, { kind: 'notListed' }, now());
      return made.attempt;
    });
    parts.mailWaiting();
    return ok({ attempt });
  });
}

type Judged = { may: 'yes' | 'member' | 'notListed' | 'foreign'; request: CodeRequest };

async function judge(db: Database, { studentNumber, name, mail }: SignUpRequest): Promise<Judged> {
  const [settings, row, numbered, mailed] = await Promise.all([
    readSettings(db),
    findRosterRow(db, studentNumber),
    findMemberByNumber(db, studentNumber),
    findMemberByMail(db, mail),
  ]);
  const request: CodeRequest = { purpose: 'signUp', studentNumber, name, mail, member: null };
  const ofSchool = settings.mailDomains.some((domain) => mail.endsWith(`@${domain}`));
  const listed = row !== undefined && row.mail === mail && sameName(row.name, name);
  // The number's owner is written to at the address that we know, never at one that a stranger names.
  if (mailed && mailed.state !== 'opening') return { may: 'member', request };
  if (numbered && numbered.state !== 'opening') return { may: 'foreign', request };
  if (listed) return { may: 'yes', request: { ...request, name: row.name } };
  // Nobody has to get mail from us on a stranger's word, unless it is the school's own address.
  if (!ofSchool) return { may: 'foreign', request };
  return { may: settings.signUpWithoutRoster && !row ? 'yes' : 'notListed', request };
}

const sameName = (a: string, b: string): boolean => bare(a) === bare(b);
const bare = (name: string): string => name.normalize('NFC').replaceAll(/\s/g, '').toLowerCase();
