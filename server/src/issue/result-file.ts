import { type Id, resultSchemas } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { issueParts, issueRows } from './store.ts';

/** The list that an issue was made from, line by line, with what the ledger did about each: the result file. */
export async function resultFileRows(db: Database, order: Id) {
  const [rows, parts] = await Promise.all([issueRows(db, order), issueParts(db, [order])]);
  const results = parts.map((row) => resultSchemas.issue.parse(JSON.parse(row.result)));
  const given = new Set(results.flatMap((part) => part.receivers.map(({ account }) => account)));
  return rows.map(({ student_number: studentNumber, name, amount, account, problem }) => ({
    studentNumber,
    name,
    amount,
    account,
    problem,
    given: problem === null && account !== null && given.has(account),
  }));
}
