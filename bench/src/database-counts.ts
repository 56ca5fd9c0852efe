import { createConnection } from 'mysql2/promise';
import { z } from 'zod';

export interface DatabaseCounts {
  /** Statements that were executed, of all connections; BEGIN and COMMIT are some too. */
  statements: number;
  /** Writes of its log, one of which may stand for several commits. */
  logWrites: number;
}

const rowsSchema = z.array(z.object({ Variable_name: z.string(), Value: z.coerce.number() }));

/** What the database has done since it was started. */
export async function databaseCounts(url: string): Promise<DatabaseCounts> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query(
      "SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Innodb_log_writes')",
    );
    const counts = new Map(rowsSchema.parse(rows).map((row) => [row.Variable_name, row.Value]));
    return { statements: counts.get('Questions') ?? 0, logWrites: counts.get('Innodb_log_writes') ?? 0 };
  } finally {
    await connection.end();
  }
}
