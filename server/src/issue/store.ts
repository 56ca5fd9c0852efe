import { type Selectable, sql } from 'kysely';
import { type Database, transaction } from '../db/index.ts';
import type { IssueTables } from './tables.ts';

export type IssueRow = Selectable<IssueTables['issue_row']>;
/** Rows of one statement: a prepared one takes 65,535 values. */
const rowsAtOnce = 1_000;

/** A list that is checked again takes the place of the one before; of two at once, one whole list stays. */
export async function saveIssueRows(db: Database, order: string, rows: IssueRow[]): Promise<void> {
  await transaction(db, async (tx) => {
    // Written over and not deleted first: each waits for the other's first row, and neither for a gap that both hold.
    for (let i = 0; i < rows.length; i += rowsAtOnce)
      await tx
        .insertInto('issue_row')
        .values(rows.slice(i, i + rowsAtOnce))
        .onDuplicateKeyUpdate({
          student_number: sql`VALUES(student_number)`,
          name: sql`VALUES(name)`,
          amount: sql`VALUES(amount)`,
          account: sql`VALUES(account)`,
          problem: sql`VALUES(problem)`,
          checked_at: sql`VALUES(checked_at)`,
        })
        .execute();
    await tx
      .deleteFrom('issue_row')
      .where('order_id', '=', order)
      .where('place', '>=', rows.length)
      .execute();
  });
}

export const issueRows = (db: Database, order: string): Promise<IssueRow[]> =>
  db.selectFrom('issue_row').selectAll().where('order_id', '=', order).orderBy('place').execute();

/** Takes a person out of every list: which account was to get how much stays, as it does on the ledger. */
export async function forgetOnLists(tx: Database, account: string, studentNumber: string | null) {
  const nobody = { student_number: '', name: '' };
  await tx.updateTable('issue_row').set(nobody).where('account', '=', account).execute();
  // Lines from before there was an account.
  if (studentNumber !== null)
    await tx.updateTable('issue_row').set(nobody).where('student_number', '=', studentNumber).execute();
}

/** Who stands behind student numbers: roster row, member and the account's state, as far as there are any. */
export async function peopleByNumber(db: Database, numbers: readonly string[]) {
  const [listed, members] = await Promise.all([
    db
      .selectFrom('roster_row')
      .select(['student_number', 'name'])
      .where('student_number', 'in', numbers)
      .where('listed', '=', 1)
      .execute(),
    db
      .selectFrom('member')
      .innerJoin('ledger_account', 'ledger_account.account', 'member.account')
      .select(['member.student_number', 'member.name', 'member.account', 'ledger_account.status'])
      .where('member.student_number', 'in', numbers)
      .where('member.state', 'in', ['active', 'waiting'])
      .execute(),
  ]);
  return { listed, members };
}

/** Accounts that were given of this programme before. */
export async function alreadyGiven(
  db: Database,
  programme: string,
  accounts: readonly string[],
): Promise<Set<string>> {
  if (accounts.length === 0) return new Set();
  const rows = await db
    .selectFrom('entry')
    .select('account')
    .distinct()
    .where('kind', '=', 'issue')
    .where('programme', '=', programme)
    .where('account', 'in', accounts)
    .execute();
  return new Set(rows.map(({ account }) => account));
}

/** An issue's parts as the journal has them. */
export const issueParts = (db: Database, orders: readonly string[]) =>
  db
    .selectFrom('journal')
    .select(['order_id', 'part', 'result', 'at', 'signers'])
    .where('type', '=', 'issue')
    .where('order_id', 'in', orders)
    .orderBy('part')
    .execute();

/** The latest issues of a programme, by their first part. */
export const issuesOf = (db: Database, programme: string, limit: number) =>
  db
    .selectFrom('journal')
    .innerJoin('posting', 'posting.sequence', 'journal.sequence')
    .select(['journal.order_id', 'journal.sequence'])
    .distinct()
    .where('type', '=', 'issue')
    .where('part', '=', 0)
    .where('posting.programme', '=', programme)
    .orderBy('journal.sequence', 'desc')
    .limit(limit)
    .execute();
