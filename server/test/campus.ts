import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MailCatcher, startMailCatcher } from '@kumoh-pay/command/mail-catcher.ts';
import { createTestDatabase } from '@kumoh-pay/command/test-database.ts';
import { type Database, openDatabase } from '../src/db/index.ts';
import { type RunningServer, type ServerConfig, startServer } from '../src/index.ts';

/** A whole server on a database, a ledger and ports of its own. */
export interface Campus {
  server: RunningServer;
  config: ServerConfig;
  db: Database;
  mails: MailCatcher;
  /** Everything that the server has logged. */
  log(): string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** As much of a campus as people need who come to its doors: the stories in real browsers have no more. */
export interface Doors {
  server: Pick<RunningServer, 'addresses'>;
  mails: Pick<MailCatcher, 'mails'>;
}

const page = '<!doctype html><html><head><script>window.started = 1</script></head><body>앱</body></html>';

export async function openCampus(more: Partial<ServerConfig> = {}): Promise<Campus> {
  const directory = await mkdtemp(join(tmpdir(), 'kumoh-campus-'));
  const [test, mails] = await Promise.all([createTestDatabase(), startMailCatcher({ directory })]);
  const app = join(directory, 'app');
  await mkdir(join(app, '_app', 'immutable'), { recursive: true });
  await writeFile(join(app, '200.html'), page);
  await writeFile(join(app, '_app', 'immutable', 'worker.js'), 'export {};');
  await writeFile(join(app, 'service-worker.js'), 'export {};');
  const lines: string[] = [];
  const config: ServerConfig = {
    host: '127.0.0.1',
    port: 0,
    dataDirectory: directory,
    databaseUrl: test.databaseUrl,
    databaseOwnerUrl: test.databaseOwnerUrl,
    smtpUrl: mails.smtpUrl,
    mailSender: 'Kumoh Pay <pay@kumoh.ac.kr>',
    apps: { wallet: app, counter: app, console: app },
    ledger: { kind: 'embedded', directory: join(directory, 'ledger') },
    mark: 'test',
    settings: { mailDomains: ['kumoh.ac.kr'] },
    logTo: { write: (line) => void lines.push(line) },
    ...more,
  };
  const campus: Campus = {
    server: await startServer(config),
    config,
    db: openDatabase(test.databaseUrl),
    mails,
    log: () => lines.join(''),
    async restart() {
      await campus.server.stop();
      campus.server = await startServer(config);
    },
    async stop() {
      await campus.server.stop();
      await campus.db.destroy();
      await mails.stop();
      await test.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return campus;
}

/** Waits for something that happens by itself. */
export async function eventually<T>(
  what: () => T | undefined | null | false,
  patienceMs = 5_000,
): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = what();
    if (found) return found;
    if (Date.now() > end) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The code in the newest mail to an address. */
export async function mailedCode(campus: Pick<Doors, 'mails'>, to: string, subject: string): Promise<string> {
  const mail = await eventually(() =>
    campus.mails.mails().find((one) => one.to.includes(to) && one.subject.includes(subject)),
  );
  const code = /\d{8}/.exec(mail.text)?.[0];
  if (!code) throw new Error('the mail holds no code');
  return code;
}
