import {
  type Id,
  newId,
  ok,
  payCodeDigits,
  payCodeFields,
  type Result,
  refuse,
  signatureBytesLength,
  won,
} from '@kumoh-pay/domain';
import { Sale } from './sale.svelte.ts';
import type { PaidSale, PendingCharge, SaleDoor, SentCharge } from './sale-door.ts';
import type { Signed } from './sign.ts';

/** By the server's clock. */
const fakeNow = 1_795_000_000_000;

/** For tests: the world as a test wants it: what the server answers, in turn; the last answer stays. */
export class FakeDoor implements SaleDoor {
  readonly events: string[] = [];
  readonly partsOf: (Id | null)[] = [];
  readonly sent: Signed<'charge'>[] = [];
  readonly outbox = new Map<Id, PendingCharge>();
  readonly announced: string[] = [];
  answers: ((signed: Signed<'charge'>) => Promise<Result<PaidSale>>)[] = [];
  known: Result<PaidSale> | null = null;
  codeOfNumber = '';
  voids: 'void' | 'committed' = 'void';

  now(): number {
    return fakeNow;
  }
  async sign(charge: Id, amount: number, code: string): Promise<Signed<'charge'>> {
    const body = { vendor: newId(), terminal: newId(), amount: won(amount), code };
    return { order: { type: 'charge', id: charge, body, at: fakeNow }, signatures: [] };
  }
  async store(sent: SentCharge): Promise<void> {
    this.events.push('stored');
    this.outbox.set(sent.signed.order.id, { ...sent, storedAt: fakeNow, staff: null });
  }
  isAway = false;
  offline: Result<null> = ok(null);
  readonly takenOffline: number[] = [];
  away(): boolean {
    return this.isAway;
  }
  async takeOffline(_: Id, amount: number): Promise<Result<null>> {
    if (this.offline.ok) this.takenOffline.push(amount);
    return this.offline;
  }
  diskFails = false;
  async settle(charge: Id): Promise<void> {
    if (this.diskFails) throw new Error('this device could not keep the data');
    this.outbox.delete(charge);
  }
  async pending(): Promise<PendingCharge[]> {
    return [...this.outbox.values()];
  }
  charge({ signed, partOf }: SentCharge): Promise<Result<PaidSale>> {
    this.events.push('sent');
    this.partsOf.push(partOf);
    this.sent.push(signed);
    const next = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    return next ? next(signed) : Promise.resolve(ok(paid(signed)));
  }
  async outcome(): Promise<Result<PaidSale> | null> {
    return this.known;
  }
  async void(_: 'charge' | 'pay', charge: Id) {
    const sale = { charge, amount: 3_000, payer: '김*수', at: fakeNow };
    return ok(this.voids === 'void' ? { outcome: 'void' as const } : { outcome: 'committed' as const, sale });
  }
  /** Waited for before a slow answer: the number's code, and the signature of a request. */
  gate: Promise<void> = Promise.resolve();
  readonly keptRequests: Id[] = [];
  async codeForNumber(number: string): Promise<Result<string>> {
    await this.gate;
    return number === '12345678' ? ok(this.codeOfNumber) : refuse('NUMBER_UNKNOWN');
  }
  async signRequest(): Promise<string> {
    await this.gate;
    return '1';
  }
  async keepRequest(charge: Id): Promise<void> {
    this.keptRequests.push(charge);
  }
  announce(meaning: string): void {
    this.announced.push(meaning);
  }
  ownTrouble() {
    return 'LEDGER_UNAVAILABLE' as const;
  }
}
export const paid = ({ order }: Signed<'charge'>): PaidSale => ({
  charge: order.id,
  amount: order.body.amount,
  payer: '김*수',
  at: fakeNow,
});

/** A sale behind such a door. */
export function openTestSale(): { door: FakeDoor; sale: Sale; arm(amount: number): void } {
  const door = new FakeDoor();
  const sale = new Sale(door, 'https://pay.example', 100_000);
  const arm = (amount: number) => {
    sale.entry.set(amount);
    sale.arm();
  };
  return { door, sale, arm };
}

/** One whose phone shows a code again and again. */
export const member = newId();
let latest = fakeNow;
/** A code that a camera might see; whether it is signed well is the ledger's to say. */
export function payCode(account: Id = member): string {
  latest += 1;
  return payCodeDigits(
    payCodeFields({ account, counter: latest, cap: won(30_000) }),
    new Uint8Array(signatureBytesLength).fill(7),
  );
}

/** All that a code or a key has set going has ended. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
