import { type Database, padded } from '../db/index.ts';

const pick = (ids: readonly (string | null)[]): string[] =>
  [...new Set(ids.filter((id) => id !== null && id !== ''))].map(String);

/** Who stands behind accounts: officers see whole names and numbers. */
export async function memberNamesOf(db: Database, ids: readonly (string | null)[]) {
  const accounts = pick(ids);
  if (accounts.length === 0) return [];
  const rows = await db
    .selectFrom('member')
    .select(['id', 'account', 'name', 'student_number'])
    .where('account', 'in', padded(accounts))
    .execute();
  return rows.map(({ student_number: studentNumber, ...row }) => ({ ...row, studentNumber }));
}
