import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A migration's one statement, written out, so that the tables can be read as they are. */
export const statement =
  (text: string): Migration['up'] =>
  async (db: Kysely<unknown>) => {
    await sql.raw(text).execute(db);
  };
