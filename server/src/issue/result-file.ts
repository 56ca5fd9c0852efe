import { type Id, resultSchemas } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { memberNamesOf } from '../transactions/names.ts';
import { signedIssue } from './signed-issue.ts';
import { issueParts, issueRows } from './store.ts';
import type { ListProblem } from './tables.ts';

export interface ResultLine {
  studentNumber: string;
  name: string;
  /** In won. */
  amount: number | null;
  account: Id | null;
  problem: ListProblem | null;
  given: boolean;
}

/**
 * The result file of an issue. Who was to get how much is what was signed, and who got it what the ledger says; the list
 * that was kept beside it only says in which line, under which number, and which lines were left out.
 */
export async function resultFileRows(db: Database, order: Id): Promise<ResultLine[]> {
  const [kept, parts, signed] = await Promise.all([
    issueRows(db, order),
    issueParts(db, [order]),
    signedIssue(db, order),
  ]);
  const results = parts.map((row) => resultSchemas.issue.parse(JSON.parse(row.result)));
  const given = new Map<Id, number>(
    results.flatMap((part) => part.receivers.map(({ account, amount }) => [account, amount] as const)),
  );
  // Of a receiver whom the ledger skipped it has no amount: without the signed order, the list's own stands.
  const due = new Map<Id, number | null>([
    ...results.flatMap((part) => part.skipped.map((account) => [account, null] as const)),
    ...(signed?.body.receivers ?? []).map(({ account, amount }) => [account, amount] as const),
    ...given,
  ]);
  const lines: ResultLine[] = [];
  for (const { student_number: studentNumber, name, amount, account, problem } of kept) {
    const line = { studentNumber, name, account, problem };
    if (problem !== null) lines.push({ ...line, amount, given: false });
    else if (account !== null && due.has(account)) {
      lines.push({ ...line, amount: due.get(account) ?? amount, given: given.has(account) });
      due.delete(account);
    }
  }
  return [...lines, ...(await withoutLine(db, due, given))];
}

/** Receivers of the order whom the kept list does not name: an issue to one person has no list. */
async function withoutLine(
  db: Database,
  due: ReadonlyMap<Id, number | null>,
  given: ReadonlyMap<Id, number>,
): Promise<ResultLine[]> {
  const people = await memberNamesOf(db, [...due.keys()]);
  const named = new Map(people.map((person) => [person.account, person]));
  return [...due].map(([account, amount]) => ({
    studentNumber: named.get(account)?.studentNumber ?? '',
    name: named.get(account)?.name ?? '',
    amount,
    account,
    problem: null,
    given: given.has(account),
  }));
}
