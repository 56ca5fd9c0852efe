import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mail, type MailCatcher, startMailCatcher, startMariadb } from '@kumoh-pay/command';
import { type BuiltApps, buildApps } from '@kumoh-pay/command/build-apps.ts';
import { downNetwork, upNetwork } from '@kumoh-pay/command/fabric/index.ts';
import { createTestDatabase, TEST_MARIADB_VARIABLE } from '@kumoh-pay/command/test-database.ts';
import { Device } from './device.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

/** A whole system with nobody on it yet: database, mails, built apps and the server on ports of its own. */
export interface Campus {
  addresses: ServerProcess['addresses'];
  firstRunSecret: string;
  mails: MailCatcher;
  /** Where the embedded ledger's files lie; on a Fabric network there are none. */
  ledgerFolder: string;
  /** Connection files of a Fabric network's organisations, where the ledger is one: the server's own, and the witness's. */
  fabric?: { coop: string; 'student-union': string };
  dataFolder: string;
  stop(): Promise<void>;
}

export const campusMailDomain = 'kumoh.ac.kr';

/**
 * The apps as they are now; with KUMOH_BUILT_APPS=DIR those in its folders wallet, counter and console, so that the
 * stories can be run while somebody is changing the sources.
 */
export async function builtApps(): Promise<BuiltApps> {
  const folder = process.env['KUMOH_BUILT_APPS'];
  if (folder === undefined || folder === '') return buildApps();
  return {
    wallet: join(folder, 'wallet'),
    counter: join(folder, 'counter'),
    console: join(folder, 'console'),
  };
}

/** What a campus keeps its ledger on; a Fabric network is one that the campus brings up itself. */
export type LedgerKind = 'embedded' | 'fabric';

export async function openCampus(ledger: LedgerKind = 'embedded'): Promise<Campus> {
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    // A camera page that is left open takes a third of a processor from all that comes after it.
    for (const device of [...Device.opened]) await device.close();
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    return await open(await builtApps(), ledger, closing, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  built: BuiltApps,
  ledger: LedgerKind,
  closing: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Campus> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kumoh-e2e-'));
  closing.push(() => rm(dataFolder, { recursive: true, force: true }));
  const database = await openDatabase(dataFolder, closing);
  const mails = await startMailCatcher({ directory: dataFolder });
  closing.push(() => mails.stop());
  const ledgerFolder = join(dataFolder, 'ledger');
  const fabric = ledger === 'fabric' ? await openNetwork(dataFolder, closing) : undefined;
  const server = await startServerProcess(
    {
      host: '127.0.0.1',
      port: 0,
      dataDirectory: dataFolder,
      ...database,
      smtpUrl: mails.smtpUrl,
      mailSender: `Kumoh Pay <pay@${campusMailDomain}>`,
      apps: built,
      ledger: fabric
        ? { kind: 'fabric', connectionFile: fabric.coop }
        : { kind: 'embedded', directory: ledgerFolder },
      mark: 'test',
      settings: { mailDomains: [campusMailDomain] },
    },
    join(dataFolder, 'server.log'),
  );
  closing.push(() => server.stop());
  const { addresses, firstRunSecret } = server;
  if (firstRunSecret === null) throw new Error('this campus was founded before');
  return { addresses, firstRunSecret, mails, ledgerFolder, ...(fabric && { fabric }), dataFolder, stop };
}

async function openNetwork(dataFolder: string, closing: (() => Promise<unknown>)[]) {
  closing.push(() => downNetwork(dataFolder));
  return (await upNetwork(dataFolder)).connectionFiles;
}

/** The test run's own MariaDB, or one for this campus alone where no runner has started any. */
async function openDatabase(directory: string, closing: (() => Promise<unknown>)[]) {
  if (process.env[TEST_MARIADB_VARIABLE] !== undefined) {
    const { databaseUrl, databaseOwnerUrl, drop } = await createTestDatabase();
    closing.push(drop);
    return { databaseUrl, databaseOwnerUrl };
  }
  const { databaseUrl, databaseOwnerUrl, stop } = await startMariadb({ directory, durability: 'durable' });
  closing.push(stop);
  return { databaseUrl, databaseOwnerUrl };
}

/** A mail takes a moment from the outbox to the catcher; more than this is a fault. */
const mailPatienceMs = 15_000;

/** The code in the newest mail to an address, waited for. */
export async function mailedCode({ mails }: Campus, to: string): Promise<string> {
  const codeIn = (all: Mail[]) =>
    all.filter((one) => one.to.includes(to)).flatMap((one) => /\b\d{8}\b/.exec(one.text) ?? [])[0];
  for (const end = Date.now() + mailPatienceMs; Date.now() < end; ) {
    const code = codeIn(mails.mails());
    if (code !== undefined) return code;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no code was mailed to ${to}`);
}
