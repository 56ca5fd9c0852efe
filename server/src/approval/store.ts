import type { Selectable } from 'kysely';
import type { Database } from '../db/index.ts';
import type { ApprovalTables } from './tables.ts';

export type ApprovalRow = Selectable<ApprovalTables['approval']>;

/** What was decided stays in sight this long; older acts are in the audit log. */
const decidedMax = 50;
/** More orders than this wait in no office; the oldest are shown. */
const waitingMax = 200;

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

export const waitingApprovals = (db: Database): Promise<ApprovalRow[]> =>
  db
    .selectFrom('approval')
    .selectAll()
    .where('state', '=', 'waiting')
    .orderBy('proposed_at')
    .limit(waitingMax)
    .execute();

export const decidedApprovals = (db: Database): Promise<ApprovalRow[]> =>
  db
    .selectFrom('approval')
    .selectAll()
    .where('state', '!=', 'waiting')
    .orderBy('decided_at', 'desc')
    .limit(decidedMax)
    .execute();

export async function countWaiting(db: Database, nowMs: number): Promise<number> {
  const row = await db
    .selectFrom('approval')
    .select((select) => select.fn.countAll<number>().as('waiting'))
    .where('state', '=', 'waiting')
    .where('until_at', '>', nowMs)
    .executeTakeFirst();
  return row?.waiting ?? 0;
}
