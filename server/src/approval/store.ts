import type { Selectable } from 'kysely';
import type { Database } from '../db/index.ts';
import type { ApprovalTables } from './tables.ts';

export type ApprovalRow = Selectable<ApprovalTables['approval']>;

/** What was decided, or has run out, stays in sight this long; older acts are in the audit log. */
const decidedMax = 50;
/** More orders than this wait in no office: ten officers' with all that each may let wait. */
const waitingMax = 200;
/** Of one officer. A list of 5,000 receivers is 400 kB, and everybody's inbox carries all that waits. */
export const waitingOfOneMax = 20;

export const insertApproval = (db: Database, row: ApprovalRow) =>
  db.insertInto('approval').values(row).execute();

export const findApproval = (db: Database, id: string): Promise<ApprovalRow | undefined> =>
  db.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirst();

/** @returns false when it was decided already. */
export async function decideApproval(
  db: Database,
  id: string,
  decision: Pick<ApprovalRow, 'state' | 'decided_by' | 'decided_at' | 'code'>,
): Promise<boolean> {
  const decided = await db
    .updateTable('approval')
    .set(decision)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return decided.numUpdatedRows === 1n;
}

export const waitingApprovals = (db: Database, nowMs: number): Promise<ApprovalRow[]> =>
  db
    .selectFrom('approval')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('until_at', '>', nowMs)
    .orderBy('proposed_at')
    .limit(waitingMax)
    .execute();

/** The latest first; among them what nobody has decided in time. */
export const decidedApprovals = (db: Database, nowMs: number): Promise<ApprovalRow[]> =>
  db
    .selectFrom('approval')
    .selectAll()
    .where((where) => where.or([where('state', '!=', 'waiting'), where('until_at', '<=', nowMs)]))
    .orderBy((order) => order.fn.coalesce('decided_at', 'until_at'), 'desc')
    .limit(decidedMax)
    .execute();

/** @param officer of this one only. */
export async function countWaiting(db: Database, nowMs: number, officer?: string): Promise<number> {
  const row = await db
    .selectFrom('approval')
    .select((select) => select.fn.countAll<number>().as('waiting'))
    .where('state', '=', 'waiting')
    .where('until_at', '>', nowMs)
    .$if(officer !== undefined, (query) => query.where('proposed_by', '=', officer ?? ''))
    .executeTakeFirst();
  return row?.waiting ?? 0;
}
