import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@kumoh-pay/command/test-database.ts';
import { type Database, migrate, openDatabase } from '../src/db/index.ts';
import { type Person, TestCampus } from '../src/order/test-campus.ts';

/** A campus that is filled in this process and then belongs to a server in a process of its own. */
export interface CampusToHandOver {
  campus: TestCampus;
  db: Database;
  database: TestDatabase;
  /** The server's data folder. */
  directory: string;
  /** Leaves ledger and keys to the server, which may start then. */
  handOver(): Promise<void>;
  /** Once the server has ended: nothing of all this stays. */
  clear(): Promise<void>;
}

/** @param name of the data folder, for whoever looks into /tmp. An embedded ledger and a database of its own unless given. */
export async function openCampusToHandOver(
  name: string,
  given: { ledger?: Parameters<typeof TestCampus.open>[2]; database?: TestDatabase | undefined } = {},
): Promise<CampusToHandOver> {
  const database = given.database ?? (await createTestDatabase());
  await migrate(database.databaseOwnerUrl);
  const db = openDatabase(database.databaseUrl);
  const campus = await TestCampus.open(db, undefined, given.ledger);
  const directory = await mkdtemp(join(tmpdir(), `kumoh-${name}-`));
  const handOver = async () => {
    await keepEnroller(directory, campus.enroller);
    await campus.money.stop();
  };
  const clear = async () => {
    await db.destroy();
    await database.drop();
    for (const folder of [campus.directory, directory]) await rm(folder, { recursive: true, force: true });
  };
  return { campus, db, database, directory, handOver, clear };
}

/** The key that the ledger's bootstrap named. */
async function keepEnroller(directory: string, { id, hand }: Person): Promise<void> {
  await mkdir(join(directory, 'keys'), { mode: 0o700 });
  const file = join(directory, 'keys', 'enroller.json');
  await writeFile(file, JSON.stringify({ id, pem: hand.toPem() }), { mode: 0o600 });
}
