import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from '@kumoh-pay/server';
import { type BuiltApps, buildApps } from '../build-apps.ts';
import { campusOf, type DemoCampus } from '../demo/campus.ts';
import { readCampusFile } from '../demo/campus-file.ts';
import { openDemo } from '../demo/open-demo.ts';
import { demoMailDomains } from '../demo/people.ts';
import { type MailCatcher, startMailCatcher } from '../mail-catcher.ts';
import { startMariadb } from '../mariadb.ts';
import type { Parts } from '../start/parts.ts';

/** Enough for a paid payout, an open one, a rejected day and days to approve; a month takes four times as long. */
const tradeDays = 7;

export interface GalleryCampus {
  addresses: RunningServer['addresses'];
  mails: MailCatcher;
  /** Everybody's keys: pictures need a payer that no phone on show plays. */
  demo: DemoCampus;
  folder: string;
  /** A server on which nobody is yet. */
  openFresh(): Promise<FreshServer>;
}

export interface FreshServer {
  addresses: RunningServer['addresses'];
  firstRunSecret: string;
}

/** A demo campus on a temporary folder and free ports. What was started is in `parts`. */
export async function openGalleryCampus(parts: Parts, signal: AbortSignal): Promise<GalleryCampus> {
  const apps = await buildApps();
  const { folder, config, mails } = await openFolder(parts, apps);
  const progress = (line: string) => console.log(`  ${line}`);
  const seed = { config, database: 'private', days: tradeDays, nowMs: Date.now(), signal, progress };
  const demo = await openDemo(seed);
  const file = await readCampusFile(folder);
  if (demo === null || file === null) throw new Error('a new folder has become no demo campus');
  const server = await startServer({ ...config, demo, settings: { mailDomains: demoMailDomains } });
  parts.add('the server', () => server.stop());
  const openFresh = () => openFreshServer(parts, apps);
  return { addresses: server.addresses, mails, demo: campusOf(file.keys), folder, openFresh };
}

/** A folder with a database of its own, and how a server runs on it. */
async function openFolder(parts: Parts, apps: BuiltApps) {
  const folder = await mkdtemp(join(tmpdir(), 'kumoh-gallery-'));
  parts.add('the temporary folder', () => rm(folder, { recursive: true, force: true }));
  const { databaseUrl, databaseOwnerUrl, stop } = await startMariadb({
    directory: folder,
    durability: 'fast',
  });
  parts.add('MariaDB', stop);
  const mails = await startMailCatcher({ directory: folder });
  parts.add('the mail catcher', mails.stop);
  const log = createWriteStream(join(folder, 'server.log'));
  parts.add('the log', () => new Promise((resolve) => log.end(resolve)));
  const config = {
    host: '127.0.0.1',
    port: 0,
    dataDirectory: folder,
    databaseUrl,
    databaseOwnerUrl,
    smtpUrl: mails.smtpUrl,
    mailSender: 'Kumoh Pay <pay@kumoh.example>',
    apps,
    ledger: { kind: 'embedded' as const, directory: join(folder, 'ledger') },
    mark: 'demo' as const,
    logTo: { write: (line: string) => void log.write(line) },
  };
  return { folder, config, mails };
}

async function openFreshServer(parts: Parts, apps: BuiltApps): Promise<FreshServer> {
  const { config } = await openFolder(parts, apps);
  const server = await startServer({ ...config, mark: 'test', settings: { mailDomains: demoMailDomains } });
  parts.add('a server with nobody on it', () => server.stop());
  const { addresses, firstRunSecret } = server;
  if (firstRunSecret === null) throw new Error('a new ledger was founded before');
  return { addresses, firstRunSecret };
}
