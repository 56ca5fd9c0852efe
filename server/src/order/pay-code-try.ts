import type { ErrorCode, SignedOrder } from '@kumoh-pay/domain';
import { hourMs, type PayCode, readPayCode } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { Settled } from './attempt-store.ts';
import { triesSince, writeTry } from './pay-code-try-store.ts';

/** A terminal that tries amounts would learn a balance: one code may be tried for three (ledger.md §4). Beyond: TOO_MANY_TRIES. */
export const amountsOfOneCodeMax = 3;
/** A pay code lives for minutes: after an hour its tries are of no interest, whatever the clocks say. */
const triesKeptMs = hourMs;
/** Told only after the contract had verified that the code is the account's, and they say something of its balance. */
const tellingCodes: ReadonlySet<ErrorCode> = new Set(['INSUFFICIENT_FUNDS', 'NOT_TAKEN_HERE', 'LIMITED_CAP']);

interface Tried {
  amounts: Set<number>;
  at: number;
}

/**
 * Amounts that each pay code was tried for. A forged code counts for nothing: only a refusal by which the contract has
 * verified the signature is noted, and what is under way is counted by the very signature. Noted in the database with the
 * refusal; kept here because one server holds the way to the ledger.
 */
export class PayCodeTries {
  readonly #tried = new Map<string, Tried>();
  readonly #underWay = new Map<string, Map<number, number>>();

  /** What was noted before the server was started. */
  async read(db: Database, now: number): Promise<void> {
    for (const { account, counter, amounts, at } of await triesSince(db, now - triesKeptMs))
      this.#tried.set(tryName({ account, counter }), { amounts: new Set(amounts), at });
  }

  /** A charge begins; the refusal, or null when it may go on. Other orders always may. */
  begin(signed: SignedOrder): ErrorCode | null {
    const [code, amount] = chargeOf(signed);
    if (!code) return null;
    const name = wayName(code);
    const way = this.#underWay.get(name) ?? new Map<number, number>();
    const amounts = new Set([...(this.#tried.get(tryName(code))?.amounts ?? []), ...way.keys()]);
    if (!amounts.has(amount) && amounts.size >= amountsOfOneCodeMax) return 'TOO_MANY_TRIES';
    this.#underWay.set(name, way.set(amount, (way.get(amount) ?? 0) + 1));
    return null;
  }

  /** A charge that had begun has an end, and its answer is told. */
  end(signed: SignedOrder): void {
    const [code, amount] = chargeOf(signed);
    if (!code) return;
    const name = wayName(code);
    const way = this.#underWay.get(name);
    const left = (way?.get(amount) ?? 0) - 1;
    if (left > 0) way?.set(amount, left);
    else way?.delete(amount);
    if (way?.size === 0) this.#underWay.delete(name);
  }

  /** With the refusal's row: what a terminal has learned is noted before it is told. */
  async note(
    db: Database,
    answered: readonly { signed: SignedOrder; settled: Settled }[],
    now: number,
  ): Promise<void> {
    this.#forget(now);
    for (const { signed, settled } of answered) {
      const [code, amount] = chargeOf(signed);
      if (!code || settled.state !== 'refused' || !tellingCodes.has(settled.code)) continue;
      const tried = this.#tried.get(tryName(code)) ?? { amounts: new Set(), at: now };
      this.#tried.set(tryName(code), tried);
      tried.amounts.add(amount);
      const { account, counter } = code;
      await writeTry(db, { account, counter, amounts: [...tried.amounts], at: now });
    }
  }

  /** Maps keep their order, so the oldest stand first. */
  #forget(now: number): void {
    for (const [name, { at }] of this.#tried) {
      if (at > now - triesKeptMs) return;
      this.#tried.delete(name);
    }
  }
}

function chargeOf({ order }: SignedOrder): [PayCode | null, number] {
  return order.type === 'charge' ? [readPayCode(order.body.code), order.body.amount] : [null, 0];
}

const tryName = ({ account, counter }: { account: string; counter: number }): string =>
  `${account}/${counter}`;

/** The order of the curve P-256. */
const curveOrder = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The very code: of the two signatures that hold for each one, s and n − s, both stand for the same. */
function wayName({ fields, signature }: PayCode): string {
  const bytes = Buffer.from(signature, 'base64url');
  const half = bytes.length / 2;
  const s = BigInt(`0x${bytes.subarray(half).toString('hex')}`);
  const other = curveOrder - s;
  const r = bytes.subarray(0, half).toString('hex');
  return `${Buffer.from(fields).toString('hex')} ${r} ${s < other ? s : other}`;
}
