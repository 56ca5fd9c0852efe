import type { Compilable } from 'kysely';
import type { Database } from './connection.ts';

/** The rows that an INSERT … RETURNING made. MariaDB gives them; Kysely's MySQL dialect believes that there are none. */
export async function returned<Row>(db: Database, insert: Compilable<Row>): Promise<Row[]> {
  const { rows } = await db.executeQuery(insert.compile());
  return rows;
}
