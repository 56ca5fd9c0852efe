import { readdir } from 'node:fs/promises';
import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { z } from 'zod';
import { type Database, openDatabase } from './connection.ts';

const folder = new URL('./migrations/', import.meta.url);
const fileName = /^(\d{3}-[a-z0-9-]+)\.ts$/;
const migrationSchema = z.object({ up: z.custom<Migration['up']>((value) => typeof value === 'function') });

/** MySQL is refused until it is tested: CHECKs, isolation and prepared statements differ. */
const oldestMariadb = [10, 11];

/**
 * Brings the tables up to date, as the owner account, under a lock that a second server waits for. One DDL a
 * migration, each able to run again, since MariaDB commits in the middle of a transaction with DDL.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const owner = openDatabase(ownerUrl, { connections: 2 });
  try {
    await refuseOtherDatabases(owner);
    await sql`ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(owner);
    const migrator = new Migrator({
      db: owner,
      provider: { getMigrations: readMigrations },
      // The rooms' number ranges grow side by side, so a lower number may come later.
      allowUnorderedMigrations: true,
    });
    const { error, results } = await migrator.migrateToLatest();
    if (error) {
      const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'the migration';
      throw new Error(`The database could not be brought up to date: ${failed} failed.`, { cause: error });
    }
  } finally {
    await owner.destroy();
  }
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {};
  for (const file of (await readdir(folder)).sort()) {
    const name = fileName.exec(file)?.[1];
    if (name) migrations[name] = migrationSchema.parse(await import(new URL(file, folder).href));
  }
  return migrations;
}

async function refuseOtherDatabases(owner: Database): Promise<void> {
  const answer = await sql<{ version: string }>`SELECT VERSION() AS version`.execute(owner);
  const version = answer.rows[0]?.version ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number.parseFloat);
  const [oldestMajor = 0, oldestMinor = 0] = oldestMariadb;
  const oldEnough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  if (!version.includes('MariaDB') || !oldEnough) {
    throw new Error(`MariaDB ${oldestMariadb.join('.')} or newer is needed; the database says ${version}.`);
  }
}
