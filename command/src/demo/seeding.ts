import { setTimeout as pause } from 'node:timers/promises';
import {
  hourMs,
  type Id,
  type OrderOf,
  type OrderType,
  type RecordKind,
  type RecordOf,
  recordSchemas,
  type SignedOrder,
} from '@kumoh-pay/domain';
import type { ServerParts } from '@kumoh-pay/server/doors/context.ts';
import type { SubmitAnswer } from '@kumoh-pay/server/money.ts';
import type { DemoCampus, KeyHolder } from './campus.ts';
import { Chance } from './chance.ts';
import { digestOf, type Signing, signedOrder } from './hand.ts';

/** Officers' orders of the demo are sent as soon as they are signed. */
const officerLifetimeMs = hourMs;
/** The server counts a sealed day by itself, within milliseconds; this much later something is broken. */
const patienceMs = 30_000;
const lookIntervalMs = 4;
/** Any number: the same month on every demo campus. */
const chanceSeed = 20_261_122;

/** When a campus thinks it is, in Unix milliseconds. */
export interface CampusClock {
  now(): number;
  moveTo(at: number): void;
}

/** Where the past cannot be made: peers refuse a proposal that is two minutes off their own clocks. */
export const liveClock: CampusClock = { now: Date.now, moveTo: () => undefined };

/** The clock of the campus while its past is being made: it stands still until it is moved on. */
export class SeedClock implements CampusClock {
  #at: number;
  constructor(at: number) {
    this.#at = at;
  }
  now = (): number => this.#at;
  moveTo(at: number): void {
    if (at < this.#at) throw new Error('the demo’s clock only goes forward');
    this.#at = at;
  }
}

export const officerSigns = ({ id, hand }: KeyHolder): Signing => ({ hand, role: 'officer', id });
export const accountSigns = ({ id, hand }: KeyHolder): Signing => ({ hand, role: 'account', id });

/** A campus whose past is being made: real orders, signed by everybody's own key, at the clock's time. */
export class Seeding {
  readonly parts: ServerParts;
  readonly campus: DemoCampus;
  readonly clock: CampusClock;
  readonly chance = new Chance(chanceSeed);

  constructor(parts: ServerParts, campus: DemoCampus, clock: CampusClock) {
    this.parts = parts;
    this.campus = campus;
    this.clock = clock;
  }

  get ledgerName(): string {
    return this.parts.money.ledgerName;
  }
  get now(): number {
    return this.clock.now();
  }
  get until(): number {
    return this.now + officerLifetimeMs;
  }
  get standIns(): Signing[] {
    return this.campus.standIns.map(officerSigns);
  }

  sign<Type extends OrderType>(
    type: Type,
    body: OrderOf<Type>['body'],
    signers: readonly Signing[],
    id?: Id,
  ): SignedOrder {
    return signedOrder(this.ledgerName, type, body, this.now, signers, id === undefined ? {} : { id });
  }

  submit(signed: SignedOrder): Promise<SubmitAnswer> {
    return this.parts.money.submitOrder(signed);
  }

  /** Signs, submits and waits. @throws unless it commits. */
  async done<Type extends OrderType>(
    type: Type,
    body: OrderOf<Type>['body'],
    signers: readonly Signing[],
  ): Promise<Id> {
    const signed = this.sign(type, body, signers);
    const answer = await this.submit(signed);
    if (answer.state !== 'committed')
      throw new Error(`the demo’s ${type} did not commit: ${JSON.stringify(answer)}`);
    return signed.order.id;
  }

  /** A record as it stands, and its digest as officers sign it. @throws when there is none. */
  async record<Kind extends RecordKind>(
    kind: Kind,
    ...names: string[]
  ): Promise<{ value: RecordOf<Kind>; shown: string }> {
    const [text] = await this.parts.money.read({ records: [[kind, ...names]] });
    if (!text) throw new Error(`the demo’s ledger has no ${kind}`);
    return { value: recordSchemas[kind].parse(JSON.parse(text)) as RecordOf<Kind>, shown: digestOf(text) };
  }

  /** Waits for what the server does by itself. @throws when it does not come. */
  async waitUntil(what: () => Promise<boolean>): Promise<void> {
    for (let waitedMs = 0; !(await what()); waitedMs += lookIntervalMs) {
      if (waitedMs > patienceMs) throw new Error('the demo’s server did not do its part');
      await pause(lookIntervalMs);
    }
  }
}
