import { createHash } from 'node:crypto';
import type { Database } from '../db/index.ts';
import { deleteTries, insertAllowance, insertTry, moveAllowance, repeatTry } from './store.ts';
import type { TryRule } from './try-rule.ts';

/** So many at once, and one more after each `everyMs`. Kept in the database: a restart gives nobody new tries. */
export interface Allowance {
  burst: number;
  everyMs: number;
}

/** Takes one call from what is left for `name`: an account, a terminal, an address; never a network address alone. */
export async function allow(
  db: Database,
  name: readonly string[],
  { burst, everyMs }: Allowance,
  nowMs: number,
): Promise<boolean> {
  const key = hashName(['allow', ...name]);
  const move = () => moveAllowance(db, key, nowMs, everyMs, burst);
  // Whoever is beaten to the first row takes from it.
  return (await move()) || (await insertAllowance(db, key, nowMs + everyMs)) || move();
}

/** Counts a try before it is judged, so that many at once are no way around. @returns false while it must wait. */
export async function takeTry(
  db: Database,
  name: readonly string[],
  rule: TryRule,
  nowMs: number,
): Promise<boolean> {
  const key = hashName(['try', ...name]);
  const repeat = () => repeatTry(db, key, rule, nowMs);
  return (await repeat()) || (await insertTry(db, key)) || repeat();
}

/** After a success. */
export const forgetTries = (db: Database, name: readonly string[]): Promise<void> =>
  deleteTries(db, hashName(['try', ...name]));

/** Names may hold student numbers and addresses, which this table does not need to know. */
const hashName = (name: readonly string[]): Buffer =>
  createHash('sha256').update(JSON.stringify(name)).digest();
