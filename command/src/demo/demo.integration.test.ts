import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLedger, compareIndex, embeddedLedgerIn, openEmbeddedSource } from '@kumoh-pay/audit';
import { keyFromCode } from '@kumoh-pay/device/recovery-code.ts';
import { newId, orderBytes } from '@kumoh-pay/domain';
import {
  type ConsoleRouter,
  type CounterRouter,
  type RunningServer,
  type ServerConfig,
  startServer,
  type WalletRouter,
} from '@kumoh-pay/server';
import { type Database, openDatabase } from '@kumoh-pay/server/db/index.ts';
import { conservation } from '@kumoh-pay/server/index/conservation.ts';
import { openEmbedded } from '@kumoh-pay/server/ledger/embedded.ts';
import {
  isWeakPassword,
  memberPasswordMin,
  officerPasswordMin,
} from '@kumoh-pay/server/password/password-rules.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../../../server/test/browser.ts';
import { value } from '../../../server/test/founding.ts';
import { newOrder } from '../../../server/test/signer.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { readCampusFile } from './campus-file.ts';
import { Hand } from './hand.ts';
import { openDemo } from './open-demo.ts';
import { demoOfficers, demoPassword, demoStudents } from './people.ts';

/** Long enough for issues of both weeks' kinds, sealed days, a paid payout, an open one, and a rejection. */
const days = 6;
const seedPatienceMs = 60_000;

let directory: string;
let database: TestDatabase;
let db: Database;
let config: ServerConfig;
let server: RunningServer | null = null;

const demoOptions = (more: { days?: number; signal?: AbortSignal; progress?: () => void } = {}) => ({
  config,
  database: 'test',
  days,
  nowMs: Date.now(),
  signal: new AbortController().signal,
  progress: () => undefined,
  ...more,
});

async function audited() {
  const folder = embeddedLedgerIn(directory);
  if (folder === null) throw new Error('there is no ledger');
  const source = openEmbeddedSource(folder);
  try {
    return await auditLedger(source, { ledger: source.ledger });
  } finally {
    source.close();
  }
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kumoh-demo-test-'));
  database = await createTestDatabase();
  db = openDatabase(database.databaseUrl);
  const app = join(directory, 'app');
  await mkdir(join(app, '_app', 'immutable'), { recursive: true });
  await writeFile(join(app, '200.html'), '<!doctype html><html><body>앱</body></html>');
  config = {
    host: '127.0.0.1',
    port: 0,
    dataDirectory: directory,
    databaseUrl: database.databaseUrl,
    databaseOwnerUrl: database.databaseOwnerUrl,
    smtpUrl: 'smtp://127.0.0.1:9',
    mailSender: 'Kumoh Pay <pay@kumoh.example>',
    apps: { wallet: app, counter: app, console: app },
    ledger: { kind: 'embedded', directory: join(directory, 'ledger') },
    mark: 'demo',
    logTo: { write: () => undefined },
  };
}, seedPatienceMs);

afterAll(async () => {
  await server?.stop();
  await db.destroy();
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

describe('seeding', () => {
  test(
    'a seed that was broken off is cleared away and made anew, whole',
    async () => {
      const gone = new AbortController();
      const brokenOff = openDemo(demoOptions({ signal: gone.signal, progress: () => gone.abort() }));
      await expect(brokenOff).rejects.toThrow('aborted');
      const half = await readCampusFile(directory);
      expect(half?.state).toBe('seeding');
      await openDemo(demoOptions());
      const whole = await readCampusFile(directory);
      expect(whole?.state).toBe('seeded');
      expect(whole?.keys.standIns).not.toEqual(half?.keys.standIns);
      expect(await db.selectFrom('member').select('id').execute()).toHaveLength(demoStudents.length);
      expect((await stat(join(directory, 'demo', 'campus.json'))).mode & 0o777).toBe(0o600);
    },
    seedPatienceMs,
  );

  test('every order is signed by its own key: the audit finds no difference, in the ledger or the index', async () => {
    const report = await audited();
    expect(report.findings).toEqual([]);
    const [balances, supply, sales] = await Promise.all([
      db.selectFrom('balance').select(['account', 'programme', 'amount']).execute(),
      db.selectFrom('supply').select(['programme', 'issued', 'revoked', 'expired']).execute(),
      db.selectFrom('sale').select(['vendor', 'charge', 'account', 'amount', 'refunded']).execute(),
    ]);
    expect(compareIndex(report, { balances, supply, sales })).toEqual([]);
    const { byType } = report.orders;
    expect(byType).toMatchObject({ bootstrap: 1, openAccount: 30, sealDay: days * 3, countDay: days * 3 });
    expect(byType).toMatchObject({ preparePayout: 2, recordPayout: 1, rejectSettlement: 1 });
    expect(report.sales.size).toBeGreaterThan(days * 20);
  });

  test('the won of every programme are where the index says, and none is lost', async () => {
    const ledger = await openEmbedded({ directory: join(directory, 'ledger') });
    const programmes = await conservation(db, ledger);
    await ledger.close();
    expect(programmes.map(({ holds }) => holds)).toEqual([true, true]);
    expect(programmes.every(({ issued, settled }) => settled > 0 && settled < issued)).toBe(true);
  });

  test('the last days are left as an office finds them: counted, rejected, approved, in payout, paid', async () => {
    const rows = await db.selectFrom('settlement').select(['state', 'figures']).execute();
    expect(new Set(rows.map(({ state }) => state))).toEqual(
      new Set(['counted', 'approved', 'payout', 'paid']),
    );
    expect(rows.filter(({ figures }) => figures.includes('"rejection":"refund-missing"'))).toHaveLength(1);
  });

  test('charges were refused too, and phones were told why', async () => {
    const refused = await db
      .selectFrom('order_attempt')
      .select('code')
      .where('type', '=', 'charge')
      .where('state', '=', 'refused')
      .execute();
    expect(refused.map(({ code }) => code)).toContain('CODE_CAP');
  });

  test('a second start makes nothing anew', async () => {
    const before = await readCampusFile(directory);
    expect((await openDemo(demoOptions()))?.members).toHaveLength(demoStudents.length);
    expect(await readCampusFile(directory)).toEqual(before);
  });

  test('the demo’s password is one that the rules take, for everybody', () => {
    for (const { name, mail, studentNumber } of demoStudents)
      expect(
        isWeakPassword(demoPassword, memberPasswordMin, [studentNumber, mail.split('@')[0] ?? '', name]),
      ).toBe(false);
    for (const { name, mail } of demoOfficers)
      expect(isWeakPassword(demoPassword, officerPasswordMin, [mail.split('@')[0] ?? '', name])).toBe(false);
  });
});

describe('the stand-in', () => {
  beforeAll(async () => {
    const demo = await openDemo(demoOptions());
    if (!demo) throw new Error('there is no demo');
    server = await startServer({ ...config, demo });
  });

  const doorOf = (door: 'wallet' | 'counter' | 'console') => new Browser(server?.addresses[door] ?? '');

  test('a member picked from the list signs in on a new phone, and the wallet is whole', async () => {
    const wallet = doorOf('wallet').client<WalletRouter>();
    const [person] = await wallet.demo.people.query();
    if (!person) throw new Error('the list is empty');
    const { studentNumber, password } = person;
    value(await wallet.member.signIn.mutate({ studentNumber, password }));
    const { account } = await wallet.member.me.query();
    const phone = new Hand();
    const order = newOrder('replaceKey', { account, key: phone.publicKey });
    expect(value(await wallet.key.replace.mutate({ order, signatures: [], password }))).toEqual({
      limited: false,
    });
    const { ledger } = await wallet.member.me.query();
    expect(ledger).toMatchObject({ key: phone.publicKey, confirmedKey: phone.publicKey, limited: false });
  });

  test('an officer signs in with a code that is filled in, and the browser’s key becomes the officer’s', async () => {
    const office = doorOf('console').client<ConsoleRouter>();
    const [person] = await office.demo.people.query();
    if (!person?.totp) throw new Error('no officer with a code');
    const { mail, password, totp } = person;
    value(await office.officer.signIn.mutate({ mail, password, totp }));
    const browser = new Hand();
    value(await office.demo.takeOver.mutate({ key: browser.publicKey }));
    value(await office.demo.takeOver.mutate({ key: browser.publicKey }));
    const me = await office.officer.me.query();
    const listed = (await office.officer.list.query()).find(({ id }) => id === me.id);
    expect(listed?.key).toBe(browser.publicKey);
    // The next code is another, and the one after that comes with time.
    expect((await office.demo.people.query())[0]?.totp).not.toBe(totp);
  });

  test('a page pairs as a shop and opens with the PIN shown', async () => {
    const counter = doorOf('counter').client<CounterRouter>();
    const [shop] = await counter.demo.people.query();
    if (!shop) throw new Error('the list is empty');
    const { code } = value(await counter.demo.slip.mutate({ vendor: shop.vendor }));
    const pairing = keyFromCode(code, 'pairing');
    const { slip, officer, slipSignature } = value(
      await counter.terminal.slip.query({ pairingKey: pairing.publicKey }),
    );
    const { ledgerName } = await counter.terminal.about.query();
    const tablet = new Hand();
    const order = newOrder('pairTerminal', { slip, officer, slipSignature, key: tablet.publicKey });
    const signatures = [
      tablet.signOrder(ledgerName, order, 'terminal', slip.terminal),
      { by: `pairing.${slip.terminal}`, signature: await pairing.sign(orderBytes(ledgerName, order)) },
    ];
    value(await counter.terminal.pair.mutate({ signed: { order, signatures }, manager: null }));
    expect((await counter.terminal.me.query()).vendor.name).toBe(shop.name);
    const staff = await counter.staff.list.query();
    const manager = staff.find(({ role }) => role === 'manager');
    const pin = shop.staff.find(({ role }) => role === 'manager')?.pin ?? '';
    value(await counter.staff.unlock.mutate({ staff: manager?.id ?? '', pin }));
  });

  test('a vendor that is none of the demo’s gets no pairing code', async () => {
    const counter = doorOf('counter').client<CounterRouter>();
    expect(await counter.demo.slip.mutate({ vendor: newId() })).toMatchObject({
      ok: false,
      code: 'NOT_AUTHORISED',
    });
  });
});
