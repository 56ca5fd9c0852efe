import { type Id, newId, sha256Hex, utf8 } from '@kumoh-pay/domain';
import type { Database } from '../../src/db/index.ts';
import { accountSigns, officerSigns, type Person, type TestCampus } from '../../src/order/test-campus.ts';
import { saveRosterRows } from '../../src/roster/store.ts';
import { openCampusToHandOver } from '../campus-to-hand-over.ts';
import { cashierAt, officerSession, savePaired, saveShop } from '../exactly-once/counter-at-noon.ts';
import { ServerProcess } from '../exactly-once/server-process.ts';
import { type Listed, type Roll, rollOf } from './list.ts';

/** One counter: its terminal, what unlocks it, and who pays there. */
export interface Counter {
  vendor: Id;
  terminal: Person;
  cookie: string;
  payers: Person[];
}

/** A campus before a festival: an office of two, its roll, and counters in the midst of lunch; the server has a process of its own. */
export interface OfficeAtNoon {
  campus: TestCampus;
  db: Database;
  server: ServerProcess;
  roll: Roll;
  /** Two that are issued, and `lunch`, of which the payers hold enough. */
  programmes: { calm: Id; killed: Id; lunch: Id };
  counters: Counter[];
  /** The console's cookies: who issues, and who signs second. */
  cookies: { issuer: string; approver: string };
  stop(): Promise<void>;
}

const vendors = 4;
const terminals = 20;
const payersEach = 5;
/** Won that a payer holds before anything is issued. */
export const holding = 1_000_000;
/** Accounts that are opened at once: a few carriers full. */
const openedAtOnce = 250;
const rowsAtOnce = 1_000;

export async function openOffice(wish: { receivers: number; faults: number }): Promise<OfficeAtNoon> {
  if (wish.receivers < terminals * payersEach) throw new Error('fewer receivers than people at the counters');
  const { campus, db, database, directory, handOver, clear } = await openCampusToHandOver('issuing');
  const { databaseUrl, databaseOwnerUrl } = database;
  const ledger = { kind: 'embedded' as const, directory: campus.directory };
  const server = new ServerProcess({ directory, databaseUrl, databaseOwnerUrl, ledger });
  const roll = rollOf(wish.receivers, wish.faults);
  await enrol(campus, db, roll);
  const [calm, killed, lunch] = [
    await campus.programme(),
    await campus.programme(),
    await campus.programme(),
  ];
  const had = roll.had.flatMap(({ account }) => account ?? []);
  for (const programme of [calm, killed]) await campus.issue(programme, had, 1_000);
  const payers = roll.receivers.slice(0, terminals * payersEach).flatMap(({ account }) => account ?? []);
  await campus.issue(lunch, payers, holding);
  const counters = await openCounters(campus, db, payers);
  await campus.money.indexed(60_000);
  const cookies = {
    issuer: await officerSession(db, campus.kim, '김'),
    approver: await officerSession(db, campus.lee, '이'),
  };
  await handOver();
  await server.start();
  const stop = async () => {
    await server.stop();
    await clear();
  };
  return { campus, db, server, roll, programmes: { calm, killed, lunch }, counters, cookies, stop };
}

async function openCounters(campus: TestCampus, db: Database, payers: readonly Person[]): Promise<Counter[]> {
  const shops: Id[] = [];
  for (let place = 0; place < vendors; place++) shops.push(await campus.vendor());
  for (const shop of shops) await saveShop(db, shop);
  const counters: Counter[] = [];
  for (let place = 0; place < terminals; place++) {
    const vendor = shops[place % vendors] ?? '';
    const terminal = await campus.terminal(vendor);
    await savePaired(db, vendor, terminal);
    const cookie = await cashierAt(db, vendor, terminal, `담당 ${place}`);
    const own = payers.slice(place * payersEach, (place + 1) * payersEach);
    counters.push({ vendor, terminal, cookie, payers: own });
  }
  return counters;
}

/** Everybody on the roll gets the account that they have, and their rows; some have left since. */
async function enrol(campus: TestCampus, db: Database, roll: Roll): Promise<void> {
  const all = [...roll.receivers, ...roll.had, ...roll.closed];
  for (let from = 0; from < all.length; from += openedAtOnce)
    await Promise.all(all.slice(from, from + openedAtOnce).map((one) => openAccount(campus, one)));
  for (const { account } of roll.closed) if (account) await closeAccount(campus, account);
  const changed_at = Date.now();
  const listed = [...all, ...roll.noAccount].map(({ studentNumber }) => ({
    student_number: studentNumber,
    name: nameOf(studentNumber),
    mail: `s${studentNumber}@kumoh.ac.kr`,
    listed: 1,
    changed_at,
  }));
  await saveRosterRows(db, listed);
  const members = all.flatMap(({ studentNumber, account }) =>
    account ? [memberRow(studentNumber, account)] : [],
  );
  for (let from = 0; from < members.length; from += rowsAtOnce)
    await db
      .insertInto('member')
      .values(members.slice(from, from + rowsAtOnce))
      .execute();
}

const nameOf = (studentNumber: string): string => `학생${studentNumber.slice(-5)}`;
const memberRow = (student_number: string, { id: account, hand }: Person) => ({
  id: newId(),
  student_number,
  name: nameOf(student_number),
  mail: `s${student_number}@kumoh.ac.kr`,
  password_hash: null,
  account,
  state: 'active' as const,
  paying_key: hand.publicKey,
  has_recovery: 0,
  code_cap: 30_000,
  offline_allowed: 0,
  language: 'ko' as const,
  created_at: Date.now(),
});

async function openAccount(campus: TestCampus, { account }: Listed): Promise<void> {
  if (!account) return;
  const body = { account: account.id, key: account.hand.publicKey, recoveryKey: null };
  await campus.done('openAccount', body, [officerSigns(campus.enroller), accountSigns(account)]);
}

async function closeAccount(campus: TestCampus, { id: account }: Person): Promise<void> {
  const [record] = await campus.money.read({ records: [['account', account]] });
  const shown = await sha256Hex(utf8(record ?? ''));
  await campus.done('closeAccount', { account, until: campus.until, shown }, campus.both);
}
