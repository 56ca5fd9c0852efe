import { join } from 'node:path';
import type { AnyRouter } from '@trpc/server';
import { keepActs } from './act/carry-out.ts';
import { type Clock, watchClock } from './clock.ts';
import { type Database, migrate, openDatabase } from './db/index.ts';
import { consoleRouter } from './doors/console.ts';
import type { ServerParts } from './doors/context.ts';
import { counterRouter } from './doors/counter.ts';
import { type Door, openDoor } from './doors/door.ts';
import { openLocalDoor } from './doors/local-door.ts';
import { walletRouter } from './doors/wallet.ts';
import { enrollerSignature } from './enroller/enroller.ts';
import { keepHouse } from './housekeeping.ts';
import { readKeys } from './keys/keys.ts';
import { openLog } from './log.ts';
import { startPostman } from './mail/postman.ts';
import { newFirstRunSecret } from './officer/first-run.ts';
import { openMoney } from './order/open-money.ts';
import { openPasswordQueue } from './password/password-queue.ts';
import { checkAddresses } from './public-addresses.ts';
import { type DoorName, doorNames, type ServerConfig } from './server-config.ts';
import { beginWithSettings } from './settings/settings.ts';
import { exportsEnded } from './transactions/export-writing.ts';
import { startEndsSoon } from './wallet/ends-soon.ts';
import { whyStopped } from './why-stopped.ts';

export interface RunningServer {
  addresses: Record<DoorName | 'local', string>;
  /** Shown once by whoever started the server, until the first officer has used it; null once the ledger is founded. */
  firstRunSecret: string | null;
  stop(): Promise<void>;
}

const routers: Record<DoorName, AnyRouter> = {
  wallet: walletRouter,
  counter: counterRouter,
  console: consoleRouter,
};

/** Migrates, opens the way to the ledger and then the doors. Whatever was opened is closed again when a step fails. */
export async function startServer(config: ServerConfig): Promise<RunningServer> {
  checkAddresses(config);
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    return await open(config, closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  config: ServerConfig,
  closing: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<RunningServer> {
  const stopping = new AbortController();
  const log = openLog(config.logTo, config.logLevel);
  await migrate(config.databaseOwnerUrl);
  const db = openDatabase(config.databaseUrl);
  closing.push(() => exportsEnded(stopping.signal).then(() => db.destroy()));
  const keys = await readKeys(config.keysDirectory ?? join(config.dataDirectory, 'keys'));
  // Peers refuse a proposal that is off their clock, so only the embedded ledger's day can be set.
  const now = (config.ledger.kind === 'embedded' ? config.ledger.now : undefined) ?? Date.now;
  const money = await openMoney({
    db,
    log,
    now,
    ledgerConfig: config.ledger,
    signAsEnroller: async (ledgerName, order) => ({
      order,
      signatures: [enrollerSignature(keys, ledgerName, order)],
    }),
  }).catch((error: unknown) => {
    throw whyStopped(error);
  });
  closing.push(() => money.stop());
  await beginWithSettings(db, config.settings);
  const addresses = { wallet: '', counter: '', console: '' };
  const { smtpUrl, mailSender: sender } = config;
  const postman = startPostman({ db, keys, log, smtpUrl, sender, walletAddress: () => addresses.wallet });
  closing.push(() => postman.stop());
  const endHousekeeping = keepHouse(db, log);
  closing.push(async () => endHousekeeping());
  const passwords = await openPasswordQueue();
  const parts: ServerParts = {
    config,
    db,
    money,
    keys,
    passwords,
    log,
    now,
    addresses,
    mailWaiting: postman.wake,
    stopping: stopping.signal,
  };
  const firstRunSecret = await newFirstRunSecret(parts);
  const endActs = await keepActs(parts);
  closing.push(endActs);
  const endNotices = startEndsSoon(parts);
  closing.push(async () => endNotices());
  const clock = await watchClock(config.timeSource);
  closing.push(async () => clock.stop());
  const own = await openDoors(parts, clock, closing);
  Object.assign(
    addresses,
    { wallet: own.wallet, counter: own.counter, console: own.console },
    config.publicAddresses,
  );
  // Last in, first out: subscriptions end before their doors close.
  closing.push(async () => stopping.abort());
  return { addresses: { ...own, ...config.publicAddresses }, firstRunSecret, stop: close };
}

async function openDoors(
  parts: ServerParts,
  clock: Clock,
  closing: (() => Promise<unknown>)[],
): Promise<RunningServer['addresses']> {
  const { config, db } = parts;
  const port = (place: number) => (config.port === 0 ? 0 : config.port + place);
  const scheme = config.tls ? 'https' : 'http';
  const addresses = { wallet: '', counter: '', console: '', local: '' };
  for (const [place, name] of doorNames.entries()) {
    const door: Door = await openDoor(name, routers[name], parts);
    closing.push(() => door.stop());
    addresses[name] = `${scheme}://localhost:${await door.listen(config.host, port(place))}`;
  }
  const local = openLocalDoor(() => whyNotReady(db, parts, clock), parts.money.metrics);
  closing.push(() => local.stop());
  addresses.local = `http://127.0.0.1:${await local.listen(port(doorNames.length))}`;
  return addresses;
}

async function whyNotReady(db: Database, parts: ServerParts, clock: Clock): Promise<string[]> {
  const reasons = [...(await parts.money.whyNotReady()), ...clock.whyNotReady()];
  await db
    .selectFrom('setting')
    .select('name')
    .limit(1)
    .execute()
    .catch(() => reasons.push('the database does not answer'));
  return reasons;
}
