import { resolve } from 'node:path';
import { migrate, openDatabase } from '@kumoh-pay/server/db/index.ts';
import { openLog } from '@kumoh-pay/server/log.ts';
import { rebuildIndex } from '@kumoh-pay/server/order/open-money.ts';
import { dataFolder, type Values } from '../command.ts';
import { StartRefused } from '../start-refused.ts';
import { backUp, refuseFilled, refuseHalfBackup, restoreFiles } from './backup.ts';
import { withDatabase, withStoppedServer } from './database-of.ts';
import { withLedgerOf } from './ledger-of.ts';
import { restoreRecords } from './records.ts';

/** What `takeDataFolder` and MariaDB put into a new folder before anything is restored. */
const ownFiles = ['instance.json', 'instance.lock', 'instance.lock-journal', 'mariadb'];

/** `./kumoh backup`: with the server stopped or running. */
export async function backupCommand(values: Values): Promise<number> {
  const directory = resolve(dataFolder(values));
  const to = resolve(named(values, 'to', 'the folder for the backup'));
  const { blocks, rows } = await withDatabase(directory, (database) => backUp(directory, database, to));
  console.log(`${to}: ${blocks === null ? 'the Fabric network' : `${blocks} blocks`}, ${rows} records, keys`);
  return 0;
}

/** `./kumoh restore`: into an empty folder (and an empty database, where DATABASE_URL names one). */
export async function restoreCommand(values: Values): Promise<number> {
  const directory = resolve(dataFolder(values));
  const from = resolve(named(values, 'from', 'the folder of the backup'));
  await refuseFilled(directory);
  await refuseHalfBackup(from);
  const rows = await withStoppedServer(directory, async ({ databaseUrl, databaseOwnerUrl }) => {
    await refuseFilled(directory, ownFiles);
    const records = await restoreFiles(from, directory);
    await migrate(databaseOwnerUrl);
    const count = await restoreRecords({ uri: databaseUrl }, records);
    await replay(directory, databaseUrl);
    return count;
  });
  console.log(`${directory}: ${rows} records, the index made anew`);
  return 0;
}

/** `./kumoh rebuild-index`: with the server stopped. */
export async function rebuildIndexCommand(values: Values): Promise<number> {
  const directory = resolve(dataFolder(values));
  await withStoppedServer(directory, async ({ databaseUrl, databaseOwnerUrl }) => {
    await migrate(databaseOwnerUrl);
    await replay(directory, databaseUrl);
  });
  console.log('the index was made anew from the first block');
  return 0;
}

/** The index, from the ledger's first block on. */
export async function replay(directory: string, databaseUrl: string): Promise<void> {
  const db = openDatabase(databaseUrl);
  try {
    await withLedgerOf(directory, (ledgerConfig) =>
      rebuildIndex({ db, ledgerConfig, now: Date.now, log: openLog(undefined) }),
    );
  } finally {
    await db.destroy();
  }
}

function named(values: Values, option: string, what: string): string {
  const value = values[option];
  if (typeof value !== 'string' || value === '') throw new StartRefused(`name ${what} with --${option} DIR.`);
  return value;
}
