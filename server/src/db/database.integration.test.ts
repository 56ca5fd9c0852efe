import { createTestDatabase, type TestDatabase } from '@kumoh-pay/command/test-database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, errorNumber, isCheckViolation, migrate, openDatabase, transaction } from './index.ts';

let test: TestDatabase;
let db: Database;
let owner: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  await Promise.all([migrate(test.databaseOwnerUrl), migrate(test.databaseOwnerUrl)]);
  await migrate(test.databaseOwnerUrl);
  db = openDatabase(test.databaseUrl);
  owner = openDatabase(test.databaseOwnerUrl);
  await sql`CREATE TABLE purse_trap (id INT PRIMARY KEY, won BIGINT NOT NULL CHECK (won >= 0), text TEXT)`.execute(
    owner,
  );
  await sql`INSERT INTO purse_trap VALUES (1, 1000, 'a'), (2, 1000, 'b')`.execute(owner);
});
afterAll(async () => {
  await Promise.all([db.destroy(), owner.destroy()]);
  await test.drop();
});

const balance = async (id: number) =>
  (await sql<{ won: number }>`SELECT won FROM purse_trap WHERE id = ${id}`.execute(db)).rows[0]?.won;

describe('the database', () => {
  it('lets the server touch rows, and no table', async () => {
    await expect(sql`DROP TABLE purse_trap`.execute(db)).rejects.toMatchObject({ errno: 1142 });
    expect(await balance(1)).toBe(1000);
  });

  it('has strict mode, UTC, utf8mb4 and snapshot isolation on each connection', async () => {
    const all = await Promise.all(
      Array.from({ length: 5 }, () =>
        sql`SELECT @@sql_mode AS mode, @@time_zone AS zone, @@character_set_client AS letters, @@innodb_snapshot_isolation AS iso, CHARSET(DATABASE()) AS here`.execute(
          db,
        ),
      ),
    );
    for (const { rows } of all) {
      expect(rows[0]).toMatchObject({ zone: '+00:00', letters: 'utf8mb4', iso: 1 });
      expect(rows[0]).toHaveProperty('mode', expect.stringContaining('STRICT_ALL_TABLES'));
    }
    await sql`UPDATE purse_trap SET text = '김🍚' WHERE id = 1`.execute(db);
    const read = await sql<{ text: string }>`SELECT text FROM purse_trap WHERE id = 1`.execute(db);
    expect(read.rows[0]?.text).toBe('김🍚');
  });

  it('loses none of two debits that read before they write', async () => {
    await sql`UPDATE purse_trap SET won = 1000 WHERE id = 1`.execute(db);
    let runs = 0;
    const debit = () =>
      transaction(db, async (tx) => {
        runs++;
        const row = await sql<{ won: number }>`SELECT won FROM purse_trap WHERE id = 1`.execute(tx);
        await new Promise((resolve) => setTimeout(resolve, 30));
        await sql`UPDATE purse_trap SET won = ${(row.rows[0]?.won ?? 0) - 300} WHERE id = 1`.execute(tx);
      });
    await Promise.all([debit(), debit()]);
    expect(await balance(1)).toBe(400);
    expect(runs).toBeGreaterThan(2);
  });

  it('half-commits nothing after a lock wait timeout', async () => {
    await sql`UPDATE purse_trap SET won = 1000`.execute(db);
    let timeouts = 0;
    await db.transaction().execute(async (holder) => {
      await sql`UPDATE purse_trap SET won = won WHERE id = 2`.execute(holder);
      const move = transaction(db, async (tx) => {
        await sql`SET SESSION innodb_lock_wait_timeout = 1`.execute(tx);
        await sql`UPDATE purse_trap SET won = won - 100 WHERE id = 1`.execute(tx);
        await sql`UPDATE purse_trap SET won = won + 100 WHERE id = 2`.execute(tx).catch((error: unknown) => {
          timeouts++;
          // A caller that swallowed it would commit the debit alone: the error must reach the wrapper.
          throw timeouts < 3 ? error : Object.assign(new Error('enough'), { cause: error });
        });
      });
      await expect(move).rejects.toThrow('enough');
    });
    expect(timeouts).toBe(3);
    expect([await balance(1), await balance(2)]).toEqual([1000, 1000]);
  });

  it('runs a deadlocked transaction again, whole', async () => {
    await sql`UPDATE purse_trap SET won = 1000`.execute(db);
    const move = (from: number, to: number) =>
      transaction(db, async (tx) => {
        await sql`UPDATE purse_trap SET won = won - 10 WHERE id = ${from}`.execute(tx);
        await new Promise((resolve) => setTimeout(resolve, 20));
        await sql`UPDATE purse_trap SET won = won + 10 WHERE id = ${to}`.execute(tx);
      });
    await Promise.all([move(1, 2), move(2, 1), move(1, 2)]);
    expect([await balance(1), await balance(2)]).toEqual([990, 1010]);
  });

  it('refuses an amount that is out of bounds, whatever the schema at the edge let through', async () => {
    const error = await sql`UPDATE purse_trap SET won = -1 WHERE id = 1`
      .execute(db)
      .catch((caught: unknown) => caught);
    expect(isCheckViolation(error)).toBe(true);
    const item = { id: '0'.repeat(26), vendor: '0'.repeat(26), name: '김밥', place: 1, active: 1 };
    for (const won of [0, -1, 1_000_000_001]) {
      const refused = await db
        .insertInto('item')
        .values({ ...item, won })
        .execute()
        .catch((caught: unknown) => caught);
      expect(errorNumber(refused)).toBe(4025);
    }
    await db
      .insertInto('item')
      .values({ ...item, won: 3500 })
      .execute();
  });

  it('stores neither NaN nor a fraction as something else', async () => {
    await sql`UPDATE purse_trap SET won = 77 WHERE id = 1`.execute(db);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 5.5]) {
      await expect(sql`UPDATE purse_trap SET won = ${bad} WHERE id = 1`.execute(db)).rejects.toThrow(
        'whole numbers',
      );
    }
    expect(await balance(1)).toBe(77);
  });

  it('finds a secret only by its very bytes', async () => {
    const row = { full_at: 1 };
    await db
      .insertInto('allowance')
      .values({ name: Buffer.from('secret'), ...row })
      .execute();
    for (const near of ['0', '', 'SECRET', 'secret ', '%']) {
      const found = await db
        .selectFrom('allowance')
        .select('full_at')
        .where('name', '=', Buffer.from(near))
        .execute();
      expect(found).toEqual([]);
    }
    await expect(sql`SELECT full_at FROM allowance WHERE name = ${false}`.execute(db)).rejects.toThrow(
      '0 or 1',
    );
    const found = await db
      .selectFrom('allowance')
      .select('full_at')
      .where('name', '=', Buffer.from('secret'))
      .execute();
    expect(found).toEqual([row]);
  });

  it('finds every row of a list of ids', async () => {
    const rows = await sql<{
      id: number;
    }>`SELECT id FROM purse_trap WHERE id IN (${sql.join([1, 2])})`.execute(db);
    expect(rows.rows.map((row) => row.id)).toEqual([1, 2]);
  });

  it('gives sums and large numbers as numbers, and stops at one that is not safe', async () => {
    await sql`UPDATE purse_trap SET won = 9007199254740991 WHERE id = 1`.execute(db);
    await sql`UPDATE purse_trap SET won = 5 WHERE id = 2`.execute(db);
    expect(await balance(1)).toBe(Number.MAX_SAFE_INTEGER);
    const sum = await sql<{ sum: number }>`SELECT SUM(won) AS sum FROM purse_trap WHERE id = 2`.execute(db);
    expect(sum.rows).toEqual([{ sum: 5 }]);
    await expect(sql`SELECT SUM(won) AS sum FROM purse_trap`.execute(db)).rejects.toThrow(
      'no safe whole number',
    );
    await expect(sql`SELECT CAST(9007199254740993 AS SIGNED) AS big`.execute(db)).rejects.toThrow(
      'no safe whole number',
    );
    expect(await balance(2)).toBe(5);
  });

  it('keeps the audit log as it was written', async () => {
    await db
      .insertInto('audit_entry')
      .values({ at: 1, actor: 'server', act: 'x', subject: 'y', before_text: null, after_text: null })
      .execute();
    await expect(db.updateTable('audit_entry').set({ act: 'z' }).execute()).rejects.toThrow('append-only');
    await expect(db.deleteFrom('audit_entry').execute()).rejects.toThrow('append-only');
  });
});
