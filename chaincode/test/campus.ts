import {
  accountBox,
  canonicalJson,
  carrierResultSchema,
  dayMs,
  firstLimits,
  type Id,
  type JournalEntry,
  journalSchema,
  minuteMs,
  newId,
  type OrderOf,
  type OrderOutcome,
  type OrderType,
  type PolicyLimits,
  type RecordKind,
  type RecordOf,
  recordSchemas,
  type SignedOrder,
  seoulDay,
  slipBytes,
  stateKey,
} from '@kumoh-pay/domain';
import { digestOf, type Hand, type Signing, signedOrder } from './hand.ts';
import { MemoryLedger } from './memory-ledger.ts';
import type { PairedTerminal, Person } from './people.ts';
import { accountSigns, officerSigns, person, terminalSigns } from './people.ts';

export { accountSigns, officerSigns, type PairedTerminal, type Person, terminalSigns } from './people.ts';

/** What a campus stands on, with all of its records at hand. */
export type CampusLedger = Pick<MemoryLedger, 'name' | 'now' | 'state' | 'events' | 'execute'>;

let newLedger: (now: number) => Promise<CampusLedger> = async (now) => new MemoryLedger(now);

/** From now on each campus is opened on an empty ledger of another kind: the same tests, on a real channel. */
export function openCampusesOn(another: (now: number) => Promise<CampusLedger>): void {
  newLedger = another;
}

/** 22 November 2026, noon in Seoul. */
export const noon = Date.UTC(2026, 10, 22, 3);

/** A small campus with every key at hand: two officers with all roles, and what tests add. */
export class Campus {
  readonly ledger: CampusLedger;
  readonly enroller = person();
  readonly kim = person();
  readonly lee = person();

  private constructor(ledger: CampusLedger) {
    this.ledger = ledger;
  }

  static async open(limits: Partial<PolicyLimits> = {}, now = noon): Promise<Campus> {
    const campus = new Campus(await newLedger(now));
    await campus.found(limits);
    return campus;
  }

  /** The first order of the ledger. */
  async found(limits: Partial<PolicyLimits> = {}): Promise<void> {
    const officers = [this.kim, this.lee]
      .map(({ id, hand, recovery }) => ({
        id,
        key: hand.publicKey,
        recoveryKey: recovery.publicKey,
        roles: ['approver', 'auditor', 'issuer', 'registrar'] as (
          | 'approver'
          | 'auditor'
          | 'issuer'
          | 'registrar'
        )[],
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const enroller = { id: this.enroller.id, key: this.enroller.hand.publicKey };
    await this.done(
      'bootstrap',
      { until: this.until, mark: 'test', limits: { ...firstLimits, ...limits }, enroller, officers },
      this.both,
    );
  }

  get both(): Signing[] {
    return [officerSigns(this.kim), officerSigns(this.lee)];
  }
  get now(): number {
    return this.ledger.now;
  }
  get until(): number {
    return this.now + 60 * minuteMs;
  }
  get today(): string {
    return seoulDay(this.now);
  }
  pass(ms: number): void {
    this.ledger.now += ms;
  }

  sign<Type extends OrderType>(
    type: Type,
    body: OrderOf<Type>['body'],
    signers: readonly Signing[],
    more: Parameters<typeof signedOrder>[5] = {},
  ): SignedOrder {
    return signedOrder(this.ledger.name, type, body, this.now, signers, more);
  }

  async carry(...orders: unknown[]): Promise<OrderOutcome[]> {
    return carrierResultSchema.parse(JSON.parse(await this.ledger.execute(JSON.stringify({ orders }))))
      .results;
  }

  /** What the order ends in: `done`, `repeat` or the refusal's code. */
  async outcome(order: unknown): Promise<string> {
    const [result] = await this.carry(order);
    if (!result) throw new Error('a carrier answers each order');
    return result.ok ? (result.repeat ? 'repeat' : 'done') : result.code;
  }

  /** Signs and executes; @throws when it is refused. */
  async done<Type extends OrderType>(
    type: Type,
    body: OrderOf<Type>['body'],
    signers: readonly Signing[],
    more: Parameters<typeof signedOrder>[5] = {},
  ): Promise<SignedOrder> {
    const order = this.sign(type, body, signers, more);
    const [result] = await this.carry(order);
    if (!result?.ok) throw new Error(`${type} was refused: ${result?.code} ${result?.detail}`);
    return order;
  }

  record<Kind extends RecordKind>(kind: Kind, ...parts: string[]): RecordOf<Kind> | null {
    const text = this.ledger.state.get(stateKey(kind, ...parts));
    return text === undefined ? null : (recordSchemas[kind].parse(JSON.parse(text)) as RecordOf<Kind>);
  }

  /** The `shown` of a record as it stands. */
  shown(kind: RecordKind, ...parts: string[]): string {
    return digestOf(this.ledger.state.get(stateKey(kind, ...parts)) ?? canonicalJson(null));
  }

  async member(): Promise<Person> {
    const member = person();
    const body = { account: member.id, key: member.hand.publicKey, recoveryKey: member.recovery.publicKey };
    await this.done('openAccount', body, [officerSigns(this.enroller), accountSigns(member)]);
    return member;
  }

  async programme(more: Partial<OrderOf<'createProgramme'>['body']> = {}): Promise<Id> {
    const programme = newId();
    const terms = {
      until: this.until,
      programme,
      funder: 'coop',
      firstDay: '2026-11-01',
      lastDay: '2026-12-31',
      budget: 10_000_000,
      vendors: null,
      transferable: true,
    };
    await this.done(
      'createProgramme',
      { ...terms, ...more } as OrderOf<'createProgramme'>['body'],
      this.both,
    );
    return programme;
  }

  async vendor(feeBasisPoints = 0): Promise<Id> {
    const vendor = newId();
    await this.done(
      'registerVendor',
      { until: this.until, vendor, feeBasisPoints, payee: digestOf(`payee ${vendor}`) },
      this.both,
    );
    return vendor;
  }

  async terminal(vendor: Id): Promise<PairedTerminal> {
    const terminal: PairedTerminal = { ...person(), vendor };
    await this.done(...this.pairing(terminal));
    return terminal;
  }

  pairing(terminal: PairedTerminal): ['pairTerminal', OrderOf<'pairTerminal'>['body'], Signing[]] {
    const slip = {
      terminal: terminal.id,
      vendor: terminal.vendor,
      pairingKey: terminal.recovery.publicKey,
      expires: this.now + minuteMs,
    };
    const slipSignature = this.kim.hand.signText(slipBytes(this.ledger.name, slip));
    const pairing: Signing = { hand: terminal.recovery, role: 'pairing', id: terminal.id };
    return [
      'pairTerminal',
      { slip, officer: this.kim.id, slipSignature, key: terminal.hand.publicKey },
      [terminalSigns(terminal), pairing],
    ];
  }

  async issue(programme: Id, amount: number, ...members: Person[]): Promise<SignedOrder> {
    const receivers = members
      .map(({ id }) => ({ account: id, amount }))
      .sort((a, b) => (a.account < b.account ? -1 : 1));
    return this.done(
      'issue',
      { until: this.until, programme, receivers } as OrderOf<'issue'>['body'],
      this.both,
      { part: 0 },
    );
  }

  /** Every note that waits for the member, as the server would name them. */
  hints(member: Person): string[] {
    const box = accountBox(member.id);
    const prefix = stateKey('note', box);
    const keys = [...this.ledger.state.keys()].filter((key) => key.startsWith(prefix));
    return keys.map((key) => `${box}/${key.slice(prefix.length, -1)}`).sort();
  }

  charge(
    terminal: PairedTerminal,
    payer: Person,
    amount: number,
    more: { cap?: number; counter?: number; id?: Id; hints?: string[] } = {},
  ): SignedOrder {
    const code = payer.hand.payCode(
      this.ledger.name,
      payer.id,
      more.counter ?? this.now,
      more.cap ?? 100_000,
    );
    const body = {
      vendor: terminal.vendor,
      terminal: terminal.id,
      amount,
      code,
    } as OrderOf<'charge'>['body'];
    return this.sign('charge', body, [terminalSigns(terminal)], {
      hints: more.hints ?? this.hints(payer),
      ...(more.id ? { id: more.id } : {}),
    });
  }

  /** What the server has certified for a member's wallet. */
  certificate(
    member: Person,
    more: { key?: string; cap?: number; notAfterSeconds?: number; by?: Hand; account?: Id } = {},
  ): { fields: Uint8Array; signature: Uint8Array } {
    return (more.by ?? this.enroller.hand).certificate(this.ledger.name, {
      account: more.account ?? member.id,
      key: more.key ?? member.hand.publicKey,
      offlineCap: more.cap ?? 10_000,
      notAfterSeconds: more.notAfterSeconds ?? Math.floor((this.now + dayMs) / 1_000),
    });
  }

  /** A charge that the terminal took without a connection `agoMs` ago, sent now. */
  offlineCharge(
    terminal: PairedTerminal,
    payer: Person,
    amount: number,
    more: {
      agoMs?: number;
      counter?: number;
      cap?: number;
      hand?: Hand;
      certificate?: { fields: Uint8Array; signature: Uint8Array };
      enroller?: Id;
      hints?: string[];
      id?: Id;
    } = {},
  ): SignedOrder {
    const at = this.now - (more.agoMs ?? 60 * minuteMs);
    const certificate = more.certificate ?? this.certificate(payer);
    const hand = more.hand ?? payer.hand;
    const body = {
      vendor: terminal.vendor,
      terminal: terminal.id,
      amount,
      code: hand.payCode(this.ledger.name, payer.id, more.counter ?? at, more.cap ?? 30_000, certificate),
      offline: { enroller: more.enroller ?? this.enroller.id },
    } as OrderOf<'charge'>['body'];
    return signedOrder(this.ledger.name, 'charge', body, at, [terminalSigns(terminal)], {
      hints: more.hints ?? this.hints(payer),
      ...(more.id ? { id: more.id } : {}),
    });
  }

  journal(): JournalEntry[] {
    return this.ledger.events.flatMap((event) => journalSchema.parse(JSON.parse(event)));
  }
}
