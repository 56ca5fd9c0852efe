import { createTestDatabase, type TestDatabase } from '@kumoh-pay/command/test-database.ts';
import { type Database, migrate, openDatabase } from './index.ts';

export interface TestDb {
  db: Database;
  database: TestDatabase;
  close(): Promise<void>;
}

/** A database of one test file, with all tables: opened in its `beforeAll`, which returns `close`. */
export async function openTestDb(): Promise<TestDb> {
  const database = await createTestDatabase();
  await migrate(database.databaseOwnerUrl);
  const db = openDatabase(database.databaseUrl);
  const close = async () => {
    await db.destroy();
    await database.drop();
  };
  return { db, database, close };
}
