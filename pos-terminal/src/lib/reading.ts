import { type Id, readScanned } from '@kumoh-pay/domain';
import { Presence } from './presence.ts';
import type { Note, Stage } from './stage.ts';

export interface ShownCode {
  digits: string;
  account: Id;
}
/** What a code that was read is worth: `again` is one that only the cashier's word can charge. */
export type Verdict =
  | { is: 'nothing' }
  | { is: 'note'; note: Note }
  | { is: 'again'; code: ShownCode }
  | { is: 'charge'; code: ShownCode };

const nothing: Verdict = { is: 'nothing' };
const noteOf = (note: Note): Verdict => ({ is: 'note', note });

/**
 * Judges what camera and scanner read: data from a stranger. A code pays once; the member who has just paid pays again
 * only after taking the phone away, or when the cashier says so; two phones at once are nobody's payment.
 */
export class Reading {
  readonly #walletAddress: string;
  readonly #presence = new Presence();
  /** The code that the last charge came from: it may still be in view. */
  #last: { charge: Id; digits: string; account: Id; amount: number; paid: boolean } | null = null;

  constructor(walletAddress: string) {
    this.#walletAddress = walletAddress;
  }

  /**
   * @param stage as it is; `ready` when an amount is armed, also beneath a result that is still shown.
   * @param only whose the armed amount is, when it is the part that one member has named.
   */
  judge(text: string, stage: Stage, ready: number | null, nowMs: number, only: Id | null = null): Verdict {
    if (stage.is === 'charging' || stage.is === 'unknown' || stage.is === 'request') return nothing;
    const scanned = readScanned(text, this.#walletAddress);
    if (scanned.is !== 'pay') return noteOf(scanned.is === 'newer' ? 'APP_TOO_OLD' : 'NOT_A_CODE');
    const code = { digits: scanned.digits, account: scanned.code.account };
    const last = this.#last;
    // The green screen is the payer's own until the next customer comes or the cashier puts it away.
    if ((stage.is === 'paid' || stage.is === 'taken') && code.account === last?.account) return nothing;
    const result = stage.is !== 'typing' && stage.is !== 'armed';
    // The same code still in view is no next one.
    if (result && code.digits === last?.digits) return nothing;
    if (ready === null) return noteOf('ARM_FIRST');
    if (code.digits === last?.digits && (last.paid || last.amount === ready)) return noteOf('STILL_PAID');
    if (only !== null && code.account !== only) return noteOf('PART_OF_OTHER');
    if (!this.#presence.isStill(code.account, nowMs)) return { is: 'charge', code };
    this.#presence.see(code.account, nowMs);
    return { is: 'again', code };
  }

  /** All that one picture shows. False: two customers' phones are in it, so that neither may be charged. */
  see(texts: readonly string[], nowMs: number): boolean {
    const accounts = new Set<Id>();
    for (const text of texts) {
      const scanned = readScanned(text, this.#walletAddress);
      if (scanned.is !== 'pay') continue;
      const { account } = scanned.code;
      if (!this.#presence.isStill(account, nowMs)) accounts.add(account);
      this.#presence.see(account, nowMs);
    }
    return accounts.size < 2;
  }

  charging({ digits, account }: ShownCode, charge: Id, amount: number): void {
    this.#last = { charge, digits, account, amount, paid: false };
  }

  /** Whose code the last charge came from, if it was this one and nothing was paid. */
  whoseUnpaid(charge: Id): Id | null {
    return this.#last?.charge === charge && !this.#last.paid ? this.#last.account : null;
  }

  paid(nowMs: number): void {
    if (!this.#last) return;
    this.#last = { ...this.#last, paid: true };
    this.#presence.paid(this.#last.account, nowMs);
  }

  /** The cashier wants the same member to pay once more. */
  allowAgain(): void {
    this.#presence.allow();
  }
}
