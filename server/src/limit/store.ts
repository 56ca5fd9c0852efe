import { sql } from 'kysely';
import type { Database } from '../db/index.ts';
import type { TryRule } from './try-rule.ts';

/** Moves the moment at which the allowance is whole again; beyond `burst` steps ahead nothing moves. */
export async function moveAllowance(
  db: Database,
  name: Buffer,
  nowMs: number,
  everyMs: number,
  burst: number,
): Promise<boolean> {
  const moved = await db
    .updateTable('allowance')
    .set({ full_at: sql<number>`GREATEST(full_at, ${nowMs}) + ${everyMs}` })
    .where('name', '=', name)
    .where('full_at', '<=', nowMs + everyMs * (burst - 1))
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

/** @returns false when there is a row already. */
export async function insertAllowance(db: Database, name: Buffer, fullAt: number): Promise<boolean> {
  const made = await db.insertInto('allowance').ignore().values({ name, full_at: fullAt }).executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

export const deleteAllowancesBefore = (db: Database, nowMs: number) =>
  db.deleteFrom('allowance').where('full_at', '<', nowMs).execute();

/** MariaDB sets columns from left to right: the wait is reckoned from the tries with this one. */
export async function repeatTry(db: Database, name: Buffer, rule: TryRule, nowMs: number): Promise<boolean> {
  const wait = sql<number>`LEAST(${rule.longestMs}, ${rule.firstWaitMs} * POW(2, LEAST(tries - ${rule.free}, 30)))`;
  const taken = await sql`
    UPDATE failed_tries SET tries = tries + 1, wait_until = IF(tries < ${rule.free}, 0, ${nowMs} + ${wait})
    WHERE name = ${name} AND wait_until <= ${nowMs}`.execute(db);
  return taken.numAffectedRows === 1n;
}

export async function insertTry(db: Database, name: Buffer): Promise<boolean> {
  const made = await db
    .insertInto('failed_tries')
    .ignore()
    .values({ name, tries: 1, wait_until: 0 })
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

export async function deleteTries(db: Database, name: Buffer): Promise<void> {
  await db.deleteFrom('failed_tries').where('name', '=', name).execute();
}
