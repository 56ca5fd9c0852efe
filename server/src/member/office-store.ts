import { sql } from 'kysely';
import { type Database, likePart } from '../db/index.ts';
import { sessionsOf } from '../session/store.ts';
import { initialsPattern, isByInitials } from './choseong.ts';

/** By a part of the number or name, or its initials. */
function isNamed(words: string) {
  if (isByInitials(words)) return sql<boolean>`name REGEXP ${initialsPattern(words)}`;
  const like = likePart(words);
  // A number's column is ASCII: MariaDB refuses to compare it with Hangul.
  return /^\d+$/.test(words) ? sql<boolean>`student_number LIKE ${like}` : sql<boolean>`name LIKE ${like}`;
}

/** Members of these words, in order of number, after the number of the page before. */
export async function searchMembers(db: Database, words: string, after: string, limit: number) {
  const rows = await db
    .selectFrom('member')
    .leftJoin('ledger_account', 'ledger_account.account', 'member.account')
    .select(['member.id', 'student_number', 'name', 'member.account', 'state', 'status', 'limited'])
    .where('student_number', '>', after)
    .where(isNamed(words))
    .orderBy('student_number')
    .limit(limit)
    .execute();
  const balances = await heldBy(
    db,
    rows.map(({ account }) => account),
  );
  return rows.map(({ student_number, limited, ...row }) => ({
    ...row,
    studentNumber: student_number ?? '',
    limited: limited === 1,
    balance: balances.get(row.account) ?? 0,
  }));
}

async function heldBy(db: Database, accounts: readonly string[]): Promise<Map<string, number>> {
  if (accounts.length === 0) return new Map();
  const rows = await db
    .selectFrom('balance')
    .select((select) => ['account', select.fn.sum<number>('amount').as('won')])
    .where('account', 'in', accounts)
    .groupBy('account')
    .execute();
  return new Map(rows.map(({ account, won }) => [account, won]));
}

/** The accounts of members whose number or name has these words. */
export const accountsNamed = async (db: Database, words: string, limit: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('member')
    .select('account')
    // Who has left has no number and no name.
    .where('student_number', 'is not', null)
    .where(isNamed(words))
    // In no order: then the index on names answers alone.
    .limit(limit)
    .execute();
  return rows.map(({ account }) => account);
};

/** Where a member is signed in, and when each place was last used. */
export async function signInsOf(db: Database, member: string) {
  const rows = await sessionsOf(db, 'member', member);
  return rows.map(({ handle, device, device_key: deviceKey, created_at: createdAt, used_at: usedAt }) => ({
    handle,
    device,
    deviceKey,
    createdAt,
    usedAt,
  }));
}
