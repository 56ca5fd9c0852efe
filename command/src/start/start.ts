import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { DemoStandIn, RunningServer, ServerConfig } from '@kumoh-pay/server';
import { type BuiltApps, buildApps } from '../build-apps.ts';
import { readCampusFile } from '../demo/campus-file.ts';
import { demoMailDomains } from '../demo/people.ts';
import { givenDatabase } from '../given-database.ts';
import { startMailCatcher } from '../mail-catcher.ts';
import { startMariadb } from '../mariadb.ts';
import { mariadbProgram } from '../mariadb-program.ts';
import { StartRefused } from '../start-refused.ts';
import { takeDataFolder } from './data-folder.ts';
import type { Lan } from './lan.ts';
import { checkLedger, type LedgerKind, openLedgerOf } from './ledger.ts';
import type { Parts } from './parts.ts';
import { checkPorts, openFailure } from './ports.ts';

/** The sender of mails that go nowhere but to the catcher. */
const CATCHER_SENDER = 'Kumoh Pay <pay@kumoh.example>';
/** The page of caught mails lies behind the four doors, if that port is free. */
const MAIL_PAGE_OFFSET = 4;

/** How the server room is started; given from outside, so that what stands around it can be tested by itself. */
export type StartServer = (config: ServerConfig) => Promise<RunningServer>;

export interface StartOptions {
  directory: string;
  port: number;
  /** Starts a real campus that nobody knows yet, not the demo. */
  empty: boolean;
  /** A data folder keeps the kind that it was begun with. */
  ledger: LedgerKind;
  /** The address for phones in the same network, with its certificate; null for this computer only. */
  openLan: ((directory: string, parts: Parts) => Promise<Lan>) | null;
  /** Aborted when the person has stopped waiting. */
  signal: AbortSignal;
}

export interface Started {
  server: RunningServer;
  /** Where caught mails can be read; null if SMTP_URL sends them away. */
  mailPage: string | null;
  lan: Lan | null;
  /** Who can be signed in as; null on a real campus. */
  demo: DemoStandIn | null;
}

/**
 * Starts everything, adding each part to `parts` as soon as it runs: the caller stops them, also after a failure.
 * Throws StartRefused with one clear line for what a person can mend.
 */
export async function start(options: StartOptions, startServer: StartServer, parts: Parts): Promise<Started> {
  const folder = await takeDataFolder(options.directory);
  parts.add('the data folder', folder.release);
  if (options.empty) await refuseDemoFolder(folder.path);
  await checkLedger(folder.path, options.ledger);
  const host = options.openLan === null ? '127.0.0.1' : '0.0.0.0';
  await checkPorts(host, options.port);
  // What may be missing comes first: nobody waits for the apps to be built to learn that there is no database.
  if (!givenDatabase()) await mariadbProgram();
  const work = [
    buildApps(), // keeps both cores busy; the database comes up meanwhile
    openDatabase(folder.path, parts),
    openMail(folder.path, options.port, parts),
    openLedgerOf(folder.path, options.ledger, parts, (line) => console.log(`  ${line}`)),
  ] as const;
  // A failure waits for the others to end: what is still coming up could not be stopped.
  await Promise.allSettled(work);
  const [apps, database, mail, ledger] = await Promise.all(work);
  const lan = options.openLan === null ? null : await options.openLan(folder.path, parts);
  const log = createWriteStream(join(folder.path, 'server.log'), { flags: 'a', mode: 0o600 });
  parts.add('the log', () => new Promise((resolve) => log.end(resolve)));
  const config = serverConfig(options, { folder: folder.path, host, apps, database, mail, ledger, lan });
  const logTo = { write: (line: string) => void log.write(line) };
  const demo = options.empty ? null : await demoOf(options, { ...config, logTo });
  const server = await startServer({ ...config, ...(demo ? demoConfig(demo) : {}), logTo });
  parts.add('the server', () => server.stop());
  return { server, mailPage: mail.page, lan, demo };
}

const demoConfig = (demo: DemoStandIn) => ({
  demo,
  mark: 'demo' as const,
  settings: { mailDomains: demoMailDomains },
});

/** Loaded only for a demo: a real campus runs without any of its code. */
async function demoOf({ signal }: StartOptions, config: ServerConfig): Promise<DemoStandIn | null> {
  const { demoDays, openDemo } = await import('../demo/open-demo.ts');
  return openDemo({
    config,
    database: databaseLabel(),
    days: demoDays,
    nowMs: Date.now(),
    signal,
    progress: (line) => console.log(`  ${line}`),
  });
}

function databaseLabel(): string {
  const given = givenDatabase();
  if (!given) return 'private';
  const { host, pathname } = new URL(given.databaseUrl);
  return `${host}${pathname}`;
}

async function refuseDemoFolder(directory: string): Promise<void> {
  if ((await readCampusFile(directory)) !== null)
    throw new StartRefused(`${directory} holds a demo campus; start a real one with --empty --data ANOTHER.`);
}

interface Opened {
  folder: string;
  host: string;
  apps: BuiltApps;
  database: { databaseUrl: string; databaseOwnerUrl: string };
  mail: { smtpUrl: string; mailSender: string };
  ledger: ServerConfig['ledger'];
  lan: Lan | null;
}

function serverConfig(options: StartOptions, opened: Opened): ServerConfig {
  const { folder, host, apps, database, mail, ledger, lan } = opened;
  return {
    host,
    port: options.port,
    dataDirectory: folder,
    databaseUrl: database.databaseUrl,
    databaseOwnerUrl: database.databaseOwnerUrl,
    smtpUrl: mail.smtpUrl,
    mailSender: mail.mailSender,
    apps,
    ledger,
    mark: 'real',
    ...(lan === null ? {} : { tls: lan.tls, publicAddresses: lan.addresses }),
  };
}

async function openDatabase(directory: string, parts: Parts): Promise<Opened['database']> {
  const given = givenDatabase();
  if (given) return given;
  const mariadb = await startMariadb({ directory, durability: 'durable' });
  parts.add('MariaDB', mariadb.stop);
  return mariadb;
}

async function openMail(directory: string, port: number, parts: Parts) {
  const smtpUrl = process.env['SMTP_URL'];
  if (smtpUrl !== undefined && smtpUrl !== '') {
    const mailSender = process.env['MAIL_SENDER'];
    if (mailSender === undefined || mailSender === '') {
      throw new StartRefused('SMTP_URL is set and MAIL_SENDER is not; mails need an address to come from.');
    }
    return { smtpUrl, mailSender, page: null };
  }
  const wished = port + MAIL_PAGE_OFFSET;
  const webPort = (await openFailure('127.0.0.1', wished)) === null ? wished : 0;
  const catcher = await startMailCatcher({ directory, webPort });
  parts.add('the mail catcher', catcher.stop);
  return { smtpUrl: catcher.smtpUrl, mailSender: CATCHER_SENDER, page: catcher.webAddress };
}
