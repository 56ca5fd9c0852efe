import { type Selectable, sql } from 'kysely';
import { type Database, likePart } from '../db/index.ts';
import type { RosterTables } from './tables.ts';

export type RosterRow = Selectable<RosterTables['roster_row']>;

/** Rows of one statement: a prepared one takes 65,535 values. */
const rowsAtOnce = 1_000;

export const allRosterRows = (db: Database): Promise<RosterRow[]> =>
  db.selectFrom('roster_row').selectAll().execute();

export async function saveRosterRows(db: Database, rows: RosterRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += rowsAtOnce) {
    await db
      .insertInto('roster_row')
      .values(rows.slice(i, i + rowsAtOnce))
      .onDuplicateKeyUpdate({
        name: sql`VALUES(name)`,
        mail: sql`VALUES(mail)`,
        listed: sql`VALUES(listed)`,
        changed_at: sql`VALUES(changed_at)`,
      })
      .execute();
  }
}

export const findRosterRow = (db: Database, studentNumber: string): Promise<RosterRow | undefined> =>
  db
    .selectFrom('roster_row')
    .selectAll()
    .where('student_number', '=', studentNumber)
    .where('listed', '=', 1)
    .executeTakeFirst();

/** By the beginning of a number or a part of a name, in order of number, after the number of the page before. */
export function searchRoster(db: Database, words: string, after: string, limit: number) {
  const like = likePart(words);
  // A number's column is ASCII: MariaDB refuses to compare it with Hangul.
  const column = /^\d+$/.test(words) ? 'roster_row.student_number' : 'roster_row.name';
  return db
    .selectFrom('roster_row')
    .leftJoin('member', 'member.student_number', 'roster_row.student_number')
    .select([
      'roster_row.student_number',
      'roster_row.name',
      'roster_row.mail',
      'roster_row.listed',
      'member.id as member',
      'member.state',
    ])
    .where('roster_row.student_number', '>', after)
    .where(column, 'like', like)
    .orderBy('roster_row.student_number')
    .limit(limit)
    .execute();
}
