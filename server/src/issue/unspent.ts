import { amountSchema, type Id, resultSchemas } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { issueParts } from './store.ts';

/** What could be taken back of an issue now: by receiver, no more than was given and no more than is left. In won. */
export async function unspentOf(db: Database, order: Id, programme: Id) {
  const parts = await issueParts(db, [order]);
  const given = new Map<Id, number>();
  for (const { result } of parts)
    for (const { account, amount } of resultSchemas.issue.parse(JSON.parse(result)).receivers)
      given.set(account, amount);
  if (given.size === 0) return [];
  const rows = await db
    .selectFrom('balance')
    .select(['account', 'amount'])
    .where('programme', '=', programme)
    .where('account', 'in', [...given.keys()])
    .where('amount', '>', 0)
    .orderBy('account')
    .execute();
  return rows.map(({ account, amount }) => ({
    account,
    amount: amountSchema.parse(Math.min(amount, given.get(account) ?? 0)),
  }));
}

/** Rows of issues whose people had no account then, have one now, and were given nothing of the programme since. */
export async function nowSignedUp(db: Database, programme: Id) {
  const rows = await db
    .selectFrom('issue_row as row')
    .innerJoin('journal', (join) =>
      join.onRef('journal.order_id', '=', 'row.order_id').on('journal.type', '=', 'issue').on('part', '=', 0),
    )
    .innerJoin('posting', (join) =>
      join.onRef('posting.sequence', '=', 'journal.sequence').on('posting.place', '=', 0),
    )
    .innerJoin('member', 'member.student_number', 'row.student_number')
    .innerJoin('ledger_account', 'ledger_account.account', 'member.account')
    .select(['row.student_number', 'member.name', 'row.amount', 'member.account'])
    .where('row.problem', '=', 'noAccount')
    .where('row.amount', 'is not', null)
    .where('posting.programme', '=', programme)
    .where('member.state', '=', 'active')
    .where('ledger_account.status', '!=', 'closed')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('entry')
            .select('entry.sequence')
            .whereRef('entry.account', '=', 'member.account')
            .where('entry.kind', '=', 'issue')
            .where('entry.programme', '=', programme),
        ),
      ),
    )
    .orderBy('row.student_number')
    .execute();
  const first = new Map(rows.map((row) => [row.student_number, row]));
  return [...first.values()].map(({ student_number: studentNumber, name, amount }) => ({
    studentNumber,
    name,
    amount,
  }));
}
