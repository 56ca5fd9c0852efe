import type { TestDatabase } from '@kumoh-pay/command/test-database.ts';
import { type Id, newId } from '@kumoh-pay/domain';
import type { Database } from '../../src/db/index.ts';
import { insertOfficer } from '../../src/officer/store.ts';
import type { Person, TestCampus } from '../../src/order/test-campus.ts';
import { type NewSession, startSession } from '../../src/session/session.ts';
import { insertStaff } from '../../src/staff/store.ts';
import { saveTerminal } from '../../src/terminal/store.ts';
import { saveVendorRow } from '../../src/vendor/store.ts';
import { openCampusToHandOver } from '../campus-to-hand-over.ts';
import { ServerProcess, type ServerWish } from './server-process.ts';

/** Won that a member holds who can pay, and one who cannot yet. */
export const holdings = { enough: 10_000, tooLittle: 1_000 } as const;

/** A shop whose counter was unlocked by two cashiers, the office, members with money, and the server in a process of its own. */
export interface CounterAtNoon {
  campus: TestCampus;
  db: Database;
  server: ServerProcess;
  vendor: Id;
  programme: Id;
  terminal: Person;
  /** Taken one by one; each is in one race only. */
  rich: Person[];
  poor: Person[];
  cookies: { counter: readonly [string, string]; console: string };
  stop(): Promise<void>;
}

export interface NoonWish {
  /** So many members of each kind. */
  members: number;
  holdings: { enough: number; tooLittle: number };
  /** An embedded one of its own unless one is given. */
  ledger?: ServerWish['ledger'];
  database?: TestDatabase;
}

export async function openCounter(wish: NoonWish): Promise<CounterAtNoon> {
  const { ledger: givenLedger, database: givenDatabase } = wish;
  const { campus, db, database, directory, handOver, clear } = await openCampusToHandOver('exactly-once', {
    ledger: givenLedger,
    database: givenDatabase,
  });
  const ledger = wish.ledger ?? { kind: 'embedded' as const, directory: campus.directory };
  const { databaseUrl, databaseOwnerUrl } = database;
  const server = new ServerProcess({ directory, databaseUrl, databaseOwnerUrl, ledger });
  const [programme, vendor] = [await campus.programme(), await campus.vendor()];
  const terminal = await campus.terminal(vendor);
  const members = () => Promise.all(Array.from({ length: wish.members }, () => campus.member()));
  const [rich, poor] = [await members(), await members()];
  await campus.issue(programme, rich, wish.holdings.enough);
  await campus.issue(programme, poor, wish.holdings.tooLittle);
  await campus.money.indexed(5_000);
  await saveShop(db, vendor);
  await savePaired(db, vendor, terminal);
  const counter = [
    await cashierAt(db, vendor, terminal, '김지배'),
    await cashierAt(db, vendor, terminal, '이점장'),
  ] as const;
  const cookies = { counter, console: await officerSession(db, campus.kim, '박') };
  await handOver();
  await server.start();
  const stop = async () => {
    await server.stop();
    await clear();
  };
  return { campus, db, server, vendor, programme, terminal, rich, poor, cookies, stop };
}

const cookieOf = async (db: Database, name: string, session: Omit<NewSession, 'device'>): Promise<string> =>
  `${name}=${(await startSession(db, { ...session, device: 'test' })).token}`;

export const saveShop = (db: Database, id: Id) =>
  saveVendorRow(db, { id, name: '학생식당', place: '', mail: null, created_at: Date.now() });

export const savePaired = (db: Database, vendor: Id, { id, hand }: Person) =>
  saveTerminal(db, {
    id,
    vendor,
    name: '계산대',
    state: 'paired',
    public_key: hand.publicKey,
    paired_at: Date.now(),
  });

/** The cookies of a counter that a cashier of its own has unlocked. */
export async function cashierAt(db: Database, vendor: Id, terminal: Person, name: string): Promise<string> {
  const staff = newId();
  const who = { name, role: 'cashier' as const, pin_hash: '', active: 1, created_at: Date.now() };
  await insertStaff(db, { id: staff, vendor, ...who });
  const at = { terminal: terminal.id };
  return [
    await cookieOf(db, '__Host-counter', { kind: 'terminal', subject: terminal.id }),
    await cookieOf(db, '__Host-counter-staff', { kind: 'staff', subject: staff, ...at }),
  ].join('; ');
}

/** The cookie of an officer whose authenticator was just shown. */
export async function officerSession(db: Database, { id, hand }: Person, name: string): Promise<string> {
  const keys = {
    public_key: hand.publicKey,
    recovery_key: hand.publicKey,
    totp_sealed: Buffer.alloc(40),
    totp_step: 1,
  };
  const person = { id, name, mail: `${id}@kumoh.ac.kr`, password_hash: '', roles: '' };
  await insertOfficer(db, { ...person, ...keys, state: 'active', created_at: Date.now() });
  // The campaign may take longer than a shown code counts; what is tried here is not that.
  const totpAt = Date.now() + 3_600_000;
  return cookieOf(db, '__Host-console', { kind: 'officer', subject: id, totpAt });
}
