import { Kysely, MysqlDialect, type MysqlPool, type MysqlPoolConnection } from 'kysely';
import { createPool, type Pool, type PoolConnection, type PoolOptions } from 'mysql2';
import { parseDatabaseUrl } from './database-url.ts';
import { readField } from './read-field.ts';
import type { Tables } from './tables.ts';

/** The database as every store gets it: a pool, or one transaction of it. */
export type Database = Kysely<Tables>;

/** Requests waiting for a connection see it as latency; more connections than this only make more lock waits. */
const connectionsMax = 20;
/** A request that cannot get a connection in the queue fails at once beyond this, instead of piling up. */
const waitingMax = 500;
/** Statements kept prepared per connection: every named query of the server fits; lists of ids of any length would otherwise fill the server's own limit of 16,382. */
const preparedStatementsMax = 200;

/**
 * A statement with more values than this is prepared for the one time: the driver keeps a description of each value with
 * it, and an export's pages, each with another number of names, held two hundred megabytes in this way.
 */
const keptValuesMax = 256;

/** What holds on each connection, whatever the server's own settings are (research: libraries.md §1.5–1.6). */
const sessionSettings = [
  "SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci, time_zone = '+00:00', autocommit = 1,",
  "sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',",
  // Without it two read-then-write debits under REPEATABLE READ lose one, silently.
  'innodb_snapshot_isolation = ON,',
  // A waiter gives its connection back soon; the whole transaction is then tried again.
  'innodb_lock_wait_timeout = 5',
].join(' ');

export function openDatabase(url: string, options: { connections?: number } = {}): Database {
  const pool = createPool({
    ...parseDatabaseUrl(url),
    connectionLimit: options.connections ?? connectionsMax,
    queueLimit: waitingMax,
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: true,
    maxPreparedStatements: preparedStatementsMax,
    typeCast: readField,
  } satisfies PoolOptions);
  // Queued before anything else on the new connection, so no query ever runs without it.
  pool.on('connection', (connection) => {
    connection.query(sessionSettings, (error: unknown) => {
      if (error) connection.destroy();
    });
  });
  return new Kysely<Tables>({ dialect: new MysqlDialect({ pool: preparedPool(pool) }) });
}

/** Kysely calls `query`, which sends values inside the text; here each goes through the binary protocol, prepared. */
function preparedPool(pool: Pool): MysqlPool {
  const known = new WeakMap<PoolConnection, MysqlPoolConnection>();
  return {
    end: (callback) => pool.end(callback),
    getConnection: (callback) =>
      pool.getConnection((error, connection) => {
        const prepared = connection && (known.get(connection) ?? preparedConnection(connection));
        if (prepared) known.set(connection, prepared);
        callback(error, prepared);
      }),
  };
}

function preparedConnection(connection: PoolConnection): MysqlPoolConnection {
  return {
    config: connection.config,
    threadId: connection.threadId ?? 0,
    connect: () => undefined,
    destroy: () => connection.destroy(),
    release: () => connection.release(),
    query: (sql, parameters, callback) => {
      refuseLooseValues(parameters);
      const long = Array.isArray(parameters) && parameters.length > keptValuesMax;
      const command = connection.execute(sql, parameters, (error: unknown, result: unknown) => {
        if (long) connection.unprepare(sql);
        // The driver's result is rows or an OK packet, which is what Kysely reads here.
        callback?.(error, result as Parameters<typeof callback>[1]);
      });
      return { stream: (streaming) => command.stream(streaming) };
    },
  };
}

/** MariaDB would store NaN as 9.2·10¹⁸ and 5.5 as 6, and match `false` with any text token. @throws for these. */
function refuseLooseValues(parameters: unknown): void {
  for (const value of Array.isArray(parameters) ? parameters : []) {
    const loose = typeof value === 'boolean' || (typeof value === 'number' && !Number.isSafeInteger(value));
    if (loose) throw new Error(`a query was given ${value}: tables hold whole numbers, and 0 or 1 for truth`);
  }
}
