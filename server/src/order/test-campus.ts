import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  firstLimits,
  type Id,
  newId,
  type Order,
  type OrderOf,
  type OrderType,
  type SignedOrder,
  slipBytes,
  won,
} from '@kumoh-pay/domain';
import { type Logger, pino } from 'pino';
import { Hand, type Signing, signedOrder } from '../../../chaincode/test/hand.ts';
import type { Database } from '../db/index.ts';
import { openTestDb, type TestDb } from '../db/test-db.ts';
import type { LedgerConfig } from '../ledger/open-ledger.ts';
import { type Money, openMoney } from './open-money.ts';

/** For tests of the way to the ledger: a small campus on a real ledger, with every key at hand. */

export interface Person {
  id: Id;
  hand: Hand;
}
export const person = (): Person => ({ id: newId(), hand: new Hand() });
export const officerSigns = ({ id, hand }: Person): Signing => ({ hand, role: 'officer', id });
export const accountSigns = ({ id, hand }: Person): Signing => ({ hand, role: 'account', id });
export const terminalSigns = ({ id, hand }: Person): Signing => ({ hand, role: 'terminal', id });

const anHourMs = 3_600_000;
/** Each asking waits as long as the server does; more than a few minutes is no load but a fault. */
const askedMax = 12;

export class TestCampus {
  readonly directory: string;
  readonly enroller = person();
  readonly kim = person();
  readonly lee = person();
  money: Money;
  /** How far the campus's clock is ahead of the machine's. */
  aheadMs = 0;
  #counter = 0;

  readonly #ledgerConfig: LedgerConfig;

  private constructor(directory: string, ledgerConfig: LedgerConfig) {
    this.directory = directory;
    this.#ledgerConfig = ledgerConfig;
    // Set by `open` before anyone sees the campus.
    this.money = undefined as never;
  }

  /** On an embedded ledger of its own, or on the one that is given. */
  static async open(
    db: Database,
    log: Logger = pino({ level: 'silent' }),
    ledgerConfig?: LedgerConfig,
  ): Promise<TestCampus> {
    const directory = await mkdtemp(join(tmpdir(), 'kumoh-money-'));
    const campus = new TestCampus(directory, ledgerConfig ?? { kind: 'embedded', directory });
    await campus.start(db, log);
    await campus.found();
    return campus;
  }

  async start(db: Database, log: Logger = pino({ level: 'silent' })): Promise<void> {
    const signAsEnroller = async (ledger: string, order: Order): Promise<SignedOrder> => ({
      order,
      signatures: [this.enroller.hand.signOrder(ledger, order, 'officer', this.enroller.id)],
    });
    this.money = await openMoney({
      db,
      ledgerConfig: this.#ledgerConfig,
      signAsEnroller,
      now: () => this.now,
      log,
    });
  }

  async end(): Promise<void> {
    await this.money.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  get both(): Signing[] {
    return [officerSigns(this.kim), officerSigns(this.lee)];
  }
  get now(): number {
    return Date.now() + this.aheadMs;
  }
  get until(): number {
    return this.now + anHourMs;
  }

  async found(): Promise<void> {
    const roles: ('approver' | 'auditor' | 'issuer' | 'registrar')[] = [
      'approver',
      'auditor',
      'issuer',
      'registrar',
    ];
    const officers = [this.kim, this.lee]
      .map(({ id, hand }) => ({ id, key: hand.publicKey, recoveryKey: new Hand().publicKey, roles }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const enroller = { id: this.enroller.id, key: this.enroller.hand.publicKey };
    await this.done(
      'bootstrap',
      { until: this.until, mark: 'test', limits: firstLimits, enroller, officers },
      this.both,
    );
  }

  sign<Type extends OrderType>(
    type: Type,
    body: OrderOf<Type>['body'],
    signers: readonly Signing[],
  ): SignedOrder {
    return signedOrder(this.money.ledgerName, type, body, this.now, signers);
  }

  /** @throws unless the order commits. */
  async done<Type extends OrderType>(
    type: Type,
    body: OrderOf<Type>['body'],
    signers: readonly Signing[],
  ): Promise<SignedOrder> {
    const signed = this.sign(type, body, signers);
    let answer = await this.money.submitOrder(signed);
    // On a machine that is busy with something else an outcome takes its time: asked again with the same order.
    for (let asked = 1; answer.state === 'unknown' && asked < askedMax; asked++)
      answer = await this.money.submitOrder(signed);
    if (answer.state !== 'committed') throw new Error(`${type}: ${JSON.stringify(answer)}`);
    return signed;
  }

  async member(): Promise<Person> {
    const member = person();
    await this.done('openAccount', { account: member.id, key: member.hand.publicKey, recoveryKey: null }, [
      officerSigns(this.enroller),
      accountSigns(member),
    ]);
    return member;
  }

  async programme(lastDay = '2099-12-31'): Promise<Id> {
    const programme = newId();
    const terms = {
      funder: 'coop',
      firstDay: '2020-01-01',
      lastDay,
      budget: won(500_000_000),
      vendors: null,
      transferable: true,
    };
    await this.done('createProgramme', { until: this.until, programme, ...terms }, this.both);
    return programme;
  }

  async vendor(): Promise<Id> {
    const vendor = newId();
    await this.done(
      'registerVendor',
      { until: this.until, vendor, feeBasisPoints: 250, payee: 'ab'.repeat(32) },
      this.both,
    );
    return vendor;
  }

  async terminal(vendor: Id): Promise<Person> {
    const terminal = person();
    const pairing = new Hand();
    const slip = {
      terminal: terminal.id,
      vendor,
      pairingKey: pairing.publicKey,
      expires: this.now + 300_000,
    };
    const slipSignature = this.kim.hand.signText(slipBytes(this.money.ledgerName, slip));
    await this.done(
      'pairTerminal',
      { slip, officer: this.kim.id, slipSignature, key: terminal.hand.publicKey },
      [{ hand: pairing, role: 'pairing', id: terminal.id }, terminalSigns(terminal)],
    );
    return terminal;
  }

  issueOrder(programme: Id, receivers: readonly Person[], amount: number): SignedOrder {
    const list = receivers
      .map(({ id }) => ({ account: id, amount: won(amount) }))
      .sort((a, b) => (a.account < b.account ? -1 : 1));
    return this.sign('issue', { until: this.until, programme, receivers: list }, this.both);
  }

  async issue(programme: Id, receivers: readonly Person[], amount: number): Promise<void> {
    const signed = this.issueOrder(programme, receivers, amount);
    let { answer } = await this.money.submitInParts(signed);
    for (let asked = 1; answer.state === 'unknown' && asked < askedMax; asked++)
      ({ answer } = await this.money.submitInParts(signed));
    if (answer.state !== 'committed') throw new Error(`issue: ${JSON.stringify(answer)}`);
  }

  payCode(member: Person, cap = 100_000): string {
    this.#counter = Math.max(this.now, this.#counter + 1);
    return member.hand.payCode(this.money.ledgerName, member.id, this.#counter, cap);
  }

  charge(
    vendor: Id,
    terminal: Person,
    member: Person,
    amount: number,
    code = this.payCode(member),
  ): SignedOrder {
    return this.sign('charge', { vendor, terminal: terminal.id, amount: won(amount), code }, [
      terminalSigns(terminal),
    ]);
  }

  /** A shop with a paired terminal, and a member who holds so many won. */
  async shopAndMember(amount = 50_000) {
    const programme = await this.programme();
    const vendor = await this.vendor();
    const terminal = await this.terminal(vendor);
    const member = await this.member();
    await this.issue(programme, [member], amount);
    return { programme, vendor, terminal, member };
  }
}

/** A campus of one test file, on a database and an embedded ledger of its own: opened in its `beforeAll`, which returns `close`. */
export async function openTestCampus(): Promise<TestDb & { campus: TestCampus }> {
  const opened = await openTestDb();
  const campus = await TestCampus.open(opened.db);
  const close = async () => {
    await campus.end();
    await opened.close();
  };
  return { ...opened, campus, close };
}
