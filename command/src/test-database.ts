import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { z } from 'zod';

/** How the setup of a test run tells its workers where the run's one MariaDB is: environment reaches every runner's workers. */
export const TEST_MARIADB_VARIABLE = 'KUMOH_TEST_MARIADB';

export const testMariadbSchema = z.strictObject({ databaseUrl: z.url(), databaseOwnerUrl: z.url() });

export interface TestDatabase {
  /** Rows only, as the server has it. */
  databaseUrl: string;
  /** May make and alter tables. */
  databaseOwnerUrl: string;
  drop(): Promise<void>;
}

/**
 * A new, empty database on the test run's MariaDB, for one test file: make it in `beforeAll`, drop it in `afterAll`.
 * Only in `*.integration.test.ts` (or under another runner that calls the same setup, test-database-setup.ts).
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const text = process.env[TEST_MARIADB_VARIABLE];
  if (text === undefined) {
    throw new Error(
      'No MariaDB for tests: the file must be named *.integration.test.ts, and run from the root.',
    );
  }
  const server = testMariadbSchema.parse(JSON.parse(text));
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asOwner(server.databaseOwnerUrl, `CREATE DATABASE ${name}`);
  return {
    databaseUrl: withDatabase(server.databaseUrl, name),
    databaseOwnerUrl: withDatabase(server.databaseOwnerUrl, name),
    drop: () => asOwner(server.databaseOwnerUrl, `DROP DATABASE ${name}`),
  };
}

async function asOwner(url: string, statement: string): Promise<void> {
  const owner = await createConnection({ uri: url });
  try {
    await owner.query(statement);
  } finally {
    await owner.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
