import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMariadb } from '@kumoh-pay/command/mariadb.ts';
import { newId, type SignedOrder } from '@kumoh-pay/domain';
import { type Database, migrate, openDatabase } from '@kumoh-pay/server/db/index.ts';
import { type Person, TestCampus } from '@kumoh-pay/server/order/test-campus.ts';
import { startSession } from '@kumoh-pay/server/session/session.ts';
import { insertStaff } from '@kumoh-pay/server/staff/store.ts';
import { saveTerminal } from '@kumoh-pay/server/terminal/store.ts';
import { saveVendorRow } from '@kumoh-pay/server/vendor/store.ts';
import { z } from 'zod';
import { databaseCounts } from './database-counts.ts';
import { type Figure, measure } from './figures.ts';
import { membersAtLunch } from './lunch.ts';

/** What one lunch needs: a counter with its cookies, and members who pay. */
export interface Lunch {
  campus: TestCampus;
  vendor: string;
  terminal: Person;
  members: Person[];
  cookie: string;
}
const addressSchema = z.object({ counter: z.url() });
const processorSchema = z.object({ user: z.number(), system: z.number() });
const answerSchema = z.object({
  result: z.object({ data: z.object({ ok: z.boolean(), code: z.string().optional() }) }),
});

/**
 * The same charges through the counter's door: HTTP, sessions, a durable database, the order path, the ledger. Server and
 * database have processes of their own.
 * @param profile a folder for the server's processor profile, if one is wanted
 */
export async function doorCharges(charges: number, profile?: string): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'kumoh-bench-'));
  const mariadb = await startMariadb({ directory, durability: 'durable' });
  await migrate(mariadb.databaseOwnerUrl);
  const db = openDatabase(mariadb.databaseUrl);
  const server = fork(new URL('./door-server.ts', import.meta.url), {
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]),
    ],
  });
  try {
    const lunch = await openLunch(db);
    await lunch.campus.money.stop();
    server.send({
      databaseUrl: mariadb.databaseUrl,
      databaseOwnerUrl: mariadb.databaseOwnerUrl,
      ledger: lunch.campus.directory,
    });
    const told = await reply(server);
    const { counter } = addressSchema.parse(told);
    const figures: Figure[] = [];
    for (const inFlight of [1, 8, 64])
      figures.push(
        await chargesOf(
          { ...lunch, databaseUrl: mariadb.databaseUrl },
          server,
          counter,
          inFlight === 1 ? Math.ceil(charges / 8) : charges,
          inFlight,
        ),
      );
    return figures;
  } finally {
    if (server.connected) {
      const ended = once(server, 'exit');
      server.send('stop');
      await ended;
    }
    await db.destroy();
    await mariadb.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function chargesOf(
  lunch: Lunch & { databaseUrl: string },
  server: ChildProcess,
  address: string,
  count: number,
  inFlight: number,
): Promise<Figure> {
  const { campus, vendor, terminal, members } = lunch;
  const make = (i: number): SignedOrder => {
    const payer = members[i % members.length];
    if (!payer) throw new Error('nobody pays');
    return campus.charge(vendor, terminal, payer, 10);
  };
  const database = await databaseCounts(lunch.databaseUrl);
  const before = await processorOf(server);
  const figure = await measure(
    `door: charges, ${inFlight} in flight`,
    { count, inFlight, make },
    (_, signed) => charge(address, lunch.cookie, signed),
  );
  const processorMs = ((await processorOf(server)) - before) / count;
  const since = await databaseCounts(lunch.databaseUrl);
  return {
    ...figure,
    processorMs,
    statements: (since.statements - database.statements) / count,
    logWrites: (since.logWrites - database.logWrites) / count,
  };
}

export async function charge(
  address: string,
  cookie: string,
  signed: SignedOrder | undefined,
): Promise<void> {
  const response = await fetch(`${address}/trpc/sale.charge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify({ signed, basket: [] }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the door answered ${response.status}: ${text.slice(0, 200)}`);
  const { data } = answerSchema.parse(JSON.parse(text)).result;
  if (!data.ok) throw new Error(`a charge was refused: ${data.code}`);
}

/** What the server's process says next. @throws when it ends instead, as it does when it cannot start. */
export async function reply(server: ChildProcess): Promise<unknown> {
  const ended = once(server, 'exit').then(() => {
    throw new Error('the server of the bench has ended');
  });
  const [message]: unknown[] = await Promise.race([once(server, 'message'), ended]);
  return message;
}

/** Processor time of the server so far, in milliseconds. */
async function processorOf(server: ChildProcess): Promise<number> {
  server.send('processor');
  const usage = await reply(server);
  const { user, system } = processorSchema.parse(usage);
  return (user + system) / 1_000;
}

export async function openLunch(db: Database): Promise<Lunch> {
  const campus = await TestCampus.open(db);
  const [programme, vendor] = [await campus.programme(), await campus.vendor()];
  const terminal = await campus.terminal(vendor);
  const members = await Promise.all(Array.from({ length: membersAtLunch }, () => campus.member()));
  await campus.issue(programme, members, 1_000_000);
  await saveVendorRow(db, { id: vendor, name: '학생식당', place: '', mail: null, created_at: Date.now() });
  await saveTerminal(db, {
    id: terminal.id,
    vendor,
    name: '1',
    state: 'paired',
    public_key: terminal.hand.publicKey,
    paired_at: Date.now(),
  });
  const staff = newId();
  await insertStaff(db, {
    id: staff,
    vendor,
    name: '김지배',
    role: 'manager',
    pin_hash: '',
    active: 1,
    created_at: Date.now(),
  });
  const paired = await startSession(db, { kind: 'terminal', subject: terminal.id, device: 'bench' });
  const unlocked = await startSession(db, {
    kind: 'staff',
    subject: staff,
    terminal: terminal.id,
    device: 'bench',
  });
  return {
    campus,
    vendor,
    terminal,
    members,
    cookie: `__Host-counter=${paired.token}; __Host-counter-staff=${unlocked.token}`,
  };
}
