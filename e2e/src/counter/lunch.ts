import { join } from 'node:path';
import { freePort } from '@kumoh-pay/command/free-port.ts';
import { keyFromCode, newCode } from '@kumoh-pay/device/recovery-code.ts';
import { minuteMs, newId, type Slip, slipBytes } from '@kumoh-pay/domain';
import type { Database } from '../../../server/src/db/index.ts';
import type { Person, TestCampus } from '../../../server/src/order/test-campus.ts';
import { insertSlip } from '../../../server/src/terminal/store.ts';
import { saveVendorRow } from '../../../server/src/vendor/store.ts';
import { openCampusToHandOver } from '../../../server/test/campus-to-hand-over.ts';
import { builtApps } from '../campus/campus.ts';
import type { Shop } from '../campus/office.ts';
import { LunchServer } from './lunch-server.ts';

const aDaySeconds = 86_400;
/** Four doors in a row; a taken one fails the start, and another row is tried. */
const doors = 4;

/** What is wrong with an offline code. */
interface OfflineFlaw {
  /** Not the enroller has signed the certificate, but somebody that no tablet trusts. */
  voucher?: Person;
  /** It carries this other member's certificate. */
  certified?: Person;
  /** Not its owner has signed it. */
  signer?: Person;
  /** When it was made, Unix ms; now, if it is not said. */
  atMs?: number;
}

/** A shop at noon: members with money whose keys are at hand, and the real server in a process that may die. */
export interface Lunch {
  server: LunchServer;
  addresses: LunchServer['addresses'];
  ledgerName: string;
  ledgerFolder: string;
  shop: Shop;
  members: Person[];
  /** The pay code that the member's phone would show now, up to `cap` won. */
  payCode(member: Person, cap?: number): string;
  /** A code of that moment, Unix ms: an old photograph, a phone whose clock is wrong. */
  codeOf(member: Person, atMs: number): string;
  /** A code that its owner allows to be taken offline. */
  offlineCode(member: Person, flaw?: OfflineFlaw): string;
  pairingCode(shop: Shop, name: string): Promise<string>;
  /** What others do with the same ledger and database while the server is gone; it must be, for the ledger's sake. */
  meanwhile(work: (campus: TestCampus) => Promise<void>): Promise<void>;
  /** Gives so many won more, while the server is gone. */
  give(member: Person, won: number): Promise<void>;
  stop(): Promise<void>;
}

export async function openLunch({ members: count, won }: { members: number; won: number }): Promise<Lunch> {
  const apps = await builtApps();
  const { campus, db, database, directory, handOver, clear } = await openCampusToHandOver('lunch');
  const { ledgerName } = campus.money;
  const [programme, vendor] = [await campus.programme(), await campus.vendor()];
  const members = await Promise.all(Array.from({ length: count }, () => campus.member()));
  await campus.issue(programme, members, won);
  await campus.money.indexed(5_000);
  const shop = { vendor, name: '학생식당' };
  await saveVendorRow(db, { id: vendor, name: shop.name, place: '', mail: null, created_at: Date.now() });
  await handOver();
  const { databaseUrl, databaseOwnerUrl } = database;
  const server = await started(
    (port) => ({
      host: '127.0.0.1',
      port,
      dataDirectory: directory,
      databaseUrl,
      databaseOwnerUrl,
      smtpUrl: 'smtp://127.0.0.1:9',
      mailSender: 'test@kumoh.example',
      apps,
      ledger: { kind: 'embedded', directory: campus.directory },
      mark: 'test',
    }),
    join(directory, 'server.log'),
  );
  const stop = async () => {
    await server.stop();
    await clear();
  };
  const codes = codesOf(campus, won);
  const pairingCode = pairingWith(db, campus);
  const meanwhile = async (work: (others: TestCampus) => Promise<void>) => {
    await campus.start(db);
    try {
      await work(campus);
      await campus.money.indexed(5_000);
    } finally {
      await campus.money.stop();
    }
  };
  const give = (member: Person, more: number) =>
    meanwhile((others) => others.issue(programme, [member], more));
  const ledgerFolder = campus.directory;
  const { addresses } = server;
  const doings = { pairingCode, meanwhile, give, stop };
  return { server, addresses, ledgerName, ledgerFolder, shop, members, ...codes, ...doings };
}

async function started(
  configAt: (port: number) => ConstructorParameters<typeof LunchServer>[0],
  logFile: string,
): Promise<LunchServer> {
  for (let attempt = 1; ; attempt++) {
    const server = new LunchServer(configAt(await freePort()), logFile);
    try {
      await server.start();
      return server;
    } catch (error) {
      if (attempt === doors) throw error;
    }
  }
}

/** An officer's slip for one tablet, and the code that the tablet types. */
const pairingWith =
  (db: Database, campus: TestCampus) =>
  async ({ vendor: of }: Shop, name: string): Promise<string> => {
    const code = newCode();
    const { publicKey } = keyFromCode(code, 'pairing');
    const slip: Slip = {
      terminal: newId(),
      vendor: of,
      pairingKey: publicKey,
      expires: Date.now() + 5 * minuteMs,
    };
    await insertSlip(db, {
      terminal: slip.terminal,
      vendor: of,
      pairing_key: publicKey,
      name,
      officer: campus.kim.id,
      signature: campus.kim.hand.signText(slipBytes(campus.money.ledgerName, slip)),
      expires_at: slip.expires,
    });
    return code;
  };

/** What members' phones show; each code is later than the one before. */
function codesOf(campus: TestCampus, won: number): Pick<Lunch, 'payCode' | 'codeOf' | 'offlineCode'> {
  const { ledgerName } = campus.money;
  let last = 0;
  const payCode = (member: Person, cap = won) => {
    last = Math.max(Date.now(), last + 1);
    return member.hand.payCode(ledgerName, member.id, last, cap);
  };
  const codeOf = (member: Person, atMs: number) => member.hand.payCode(ledgerName, member.id, atMs, won);
  const offlineCode = (member: Person, { voucher, certified, signer, atMs }: OfflineFlaw = {}) => {
    last = Math.max(Date.now(), last + 1);
    const made = atMs ?? last;
    const notAfterSeconds = Math.floor(made / 1_000) + aDaySeconds;
    const { id: account, hand } = certified ?? member;
    const wallet = { account, key: hand.publicKey, offlineCap: 10_000, notAfterSeconds };
    const certificate = (voucher ?? campus.enroller).hand.certificate(ledgerName, wallet);
    return (signer ?? member).hand.payCode(ledgerName, member.id, made, won, certificate);
  };
  return { payCode, codeOf, offlineCode };
}
