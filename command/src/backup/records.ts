import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { indexTableNames } from '@kumoh-pay/server/index/tables.ts';
import { type Connection, type ConnectionOptions, createConnection } from 'mysql2/promise';
import { z } from 'zod';

/** The record tables as lines of JSON: the index is not among them, since it is made anew from the ledger. */

/** Rows of one INSERT. */
const rowsAtOnce = 200;
/** What the next start makes by itself. */
const migrationTable = /^kysely_/;

const tableRows = z.array(z.object({ name: z.string() }));
/** Bytes stand as `{"bytes": base64}`; numbers beyond the safe ones as text, which the database reads back. */
const cell = z.union([z.string(), z.number(), z.null(), z.strictObject({ bytes: z.base64() })]);
const lineSchema = z.strictObject({ table: z.string(), row: z.record(z.string(), cell) });
type Line = z.infer<typeof lineSchema>;
const rawRows = z.array(
  z.record(z.string(), z.union([z.string(), z.number(), z.null(), z.instanceof(Buffer)])),
);

const connect = (database: ConnectionOptions): Promise<Connection> =>
  createConnection({ ...database, charset: 'utf8mb4', supportBigNumbers: true, bigNumberStrings: true });

async function recordTables(connection: Connection): Promise<string[]> {
  const [rows] = await connection.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name",
  );
  const index = new Set<string>(indexTableNames);
  return tableRows
    .parse(rows)
    .map(({ name }) => name)
    .filter((name) => !index.has(name) && !migrationTable.test(name));
}

/** All record tables as of one instant, while the server may go on. @returns the number of rows. */
export async function dumpRecords(database: ConnectionOptions, path: string): Promise<number> {
  const connection = await connect(database);
  const file = await open(path, 'wx', 0o600);
  let count = 0;
  try {
    await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    for (const table of await recordTables(connection)) {
      const [rows] = await connection.query(`SELECT * FROM ${connection.escapeId(table)}`);
      const lines = rawRows.parse(rows).map((row) => JSON.stringify({ table, row: written(row) }));
      if (lines.length > 0) await file.writeFile(`${lines.join('\n')}\n`);
      count += lines.length;
    }
    await file.sync();
    return count;
  } finally {
    await file.close();
    await connection.end();
  }
}

const written = (row: z.infer<typeof rawRows>[number]): Line['row'] =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) ? { bytes: value.toString('base64') } : value,
    ]),
  );

/** Into tables that the migrations have made and nobody has written to. @returns the number of rows. */
export async function restoreRecords(database: ConnectionOptions, path: string): Promise<number> {
  const connection = await connect(database);
  let count = 0;
  let waiting: Line[] = [];
  const flush = async () => {
    const [first] = waiting;
    if (first) await insert(connection, first.table, waiting);
    count += waiting.length;
    waiting = [];
  };
  try {
    await connection.beginTransaction();
    for await (const text of createInterface({ input: createReadStream(path) })) {
      const line = lineSchema.parse(JSON.parse(text));
      if (waiting.length === rowsAtOnce || (waiting[0] && waiting[0].table !== line.table)) await flush();
      waiting.push(line);
    }
    await flush();
    await connection.commit();
    return count;
  } finally {
    await connection.end();
  }
}

async function insert(connection: Connection, table: string, lines: readonly Line[]): Promise<void> {
  const columns = Object.keys(lines[0]?.row ?? {});
  const names = columns.map((column) => connection.escapeId(column)).join(', ');
  const values = lines.map(({ row }) =>
    columns.map((column) => {
      const value = row[column] ?? null;
      return value !== null && typeof value === 'object' ? Buffer.from(value.bytes, 'base64') : value;
    }),
  );
  // A migration may have begun a table with a row of its own, which gives way to the one that was kept.
  await connection.query(`REPLACE INTO ${connection.escapeId(table)} (${names}) VALUES ?`, [values]);
}
