import type { Id } from '@kumoh-pay/domain';
import { ok, type Result } from '@kumoh-pay/domain';
import { type Database, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { forgetOnLists } from '../issue/store.ts';
import { tellEnded } from '../session/ended.ts';
import { endSessions } from '../session/session.ts';
import { provenMember } from './sign-in.ts';
import { findMember, updateMember } from './store.ts';

/** Asks the office to close the wallet, with the password: until it has, the member may think again. */
export async function askToLeave(
  parts: ServerParts,
  member: { id: Id; account: Id },
  password: string,
): Promise<Result<null>> {
  const row = await findMember(parts.db, member.id);
  const proven = await provenMember(parts, row?.student_number ?? '', password);
  if (!proven.ok) return proven;
  const asked = { member: member.id, account: member.account, asked_at: parts.now() };
  await parts.db.insertInto('leaving').ignore().values(asked).execute();
  return ok(null);
}

export const stay = async (db: Database, member: Id): Promise<Result<null>> => {
  await db.deleteFrom('leaving').where('member', '=', member).execute();
  return ok(null);
};

/** When it was asked for; null when it was not. Unix ms. */
export async function leavingSince(db: Database, member: Id): Promise<number | null> {
  const row = await db
    .selectFrom('leaving')
    .select('asked_at')
    .where('member', '=', member)
    .executeTakeFirst();
  return row?.asked_at ?? null;
}

/** For the office, the longest waiting first. */
export const leavers = async (db: Database) => {
  const rows = await db
    .selectFrom('leaving')
    .innerJoin('member', 'member.id', 'leaving.member')
    .select(['leaving.member', 'leaving.account', 'asked_at', 'name', 'student_number'])
    .orderBy('asked_at')
    .execute();
  return rows.map(({ asked_at, student_number, ...row }) => ({
    ...row,
    askedAt: asked_at,
    studentNumber: student_number,
  }));
};

/**
 * Once the account is closed: of whoever asked for it only the account remains, without a person; also on the lists that
 * issues were made from, which then say no more than the ledger. Run again, it changes nothing.
 */
export async function forgetLeaver(db: Database, account: Id): Promise<void> {
  const leaver = await transaction(db, async (tx) => {
    const row = await tx
      .selectFrom('leaving')
      .select('member')
      .where('account', '=', account)
      .executeTakeFirst();
    if (!row) return null;
    const nobody = {
      student_number: null,
      name: '',
      mail: null,
      password_hash: null,
      state: 'left',
    } as const;
    const member = await findMember(tx, row.member);
    await forgetOnLists(tx, account, member?.student_number ?? null);
    await updateMember(tx, row.member, nobody);
    await endSessions(tx, 'member', row.member);
    await tx.deleteFrom('leaving').where('account', '=', account).execute();
    return row.member;
  });
  if (leaver) tellEnded(leaver);
}
