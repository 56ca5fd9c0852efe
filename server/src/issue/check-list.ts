import { type Id, ok, type Result, receiversMax, refuse } from '@kumoh-pay/domain';
import type { ServerParts } from '../doors/context.ts';
import { type ListLine, readList } from './list-file.ts';
import { isNumberUsed } from './signed-issue.ts';
import { alreadyGiven, type IssueRow, peopleByNumber, saveIssueRows } from './store.ts';
import type { ListProblem } from './tables.ts';

export interface CheckedLine {
  studentNumber: string;
  name: string;
  amount: number | null;
  account: Id | null;
  /** Null: will be given. */
  problem: ListProblem | null;
}

/**
 * The dry run: who would get how much, and why others would not. Kept under the order's id, and run again as often as the
 * list is mended, until the order is signed; nothing is issued.
 */
export async function checkList(
  { db, now }: Pick<ServerParts, 'db' | 'now'>,
  list: { order: Id; programme: Id; text: string; sameForAll: number | null; againToo: boolean },
): Promise<Result<CheckedLine[]>> {
  const read = readList(list.text, list.sameForAll);
  if (!read.ok) return read;
  const lines = await judge(db, list, read.value);
  const receivers = lines.filter(({ problem }) => problem === null).length;
  if (receivers > receiversMax) return refuse('FILE_UNREADABLE', `${receivers} receivers`);
  const at = now();
  const rows = lines.map(
    ({ studentNumber, ...line }, place): IssueRow => ({
      order_id: list.order,
      place,
      student_number: studentNumber,
      ...line,
      checked_at: at,
    }),
  );
  // What was signed is not told anew: the kept list stands beside it in the result file.
  if (await isNumberUsed(db, list.order)) return refuse('ORDER_ID_REUSED', 'signed already');
  await saveIssueRows(db, list.order, rows);
  return ok(lines);
}

async function judge(
  db: ServerParts['db'],
  list: { programme: Id; againToo: boolean },
  lines: ListLine[],
): Promise<CheckedLine[]> {
  const numbers = [...new Set(lines.map(({ studentNumber }) => studentNumber))];
  const people = await peopleByNumber(db, numbers);
  const listed = new Map(people.listed.map((row) => [row.student_number, row.name]));
  const members = new Map(people.members.map((row) => [row.student_number, row]));
  const accounts = people.members.map(({ account }) => account);
  const had = list.againToo ? new Set<string>() : await alreadyGiven(db, list.programme, accounts);
  const seen = new Set<string>();
  return lines.map(({ studentNumber, amount }) => {
    const member = members.get(studentNumber);
    const name = member?.name ?? listed.get(studentNumber) ?? '';
    const twice = seen.has(studentNumber);
    seen.add(studentNumber);
    const problem = ((): ListProblem | null => {
      if (!/^\d{4,20}$/.test(studentNumber)) return 'number';
      if (amount === null) return 'amount';
      if (twice) return 'twice';
      if (!member) return listed.has(studentNumber) ? 'noAccount' : 'unknown';
      if (member.status === 'closed') return 'closed';
      return had.has(member.account) ? 'had' : null;
    })();
    return { studentNumber, name, amount, account: member?.account ?? null, problem };
  });
}
