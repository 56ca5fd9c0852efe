import { type ErrorCode, errorCodes, type OrderType, orderTypes } from '@kumoh-pay/domain';

/** Said by the server or by a device: the contract has no way to them. */
const notOfTheContract: ReadonlySet<ErrorCode> = new Set([
  'LEDGER_UNAVAILABLE',
  'NO_CONNECTION',
  'SERVER_FAILED',
  'DEVICE_FAILED',
  'OUTCOME_UNKNOWN',
  'SIGN_IN_FAILED',
  'SIGN_IN_AGAIN',
  'TOO_MANY_TRIES',
  'CODE_WRONG',
  'PASSWORD_WEAK',
  'NOT_ON_ROSTER',
  'MEMBER_EXISTS',
  'PIN_WRONG',
  'TOTP_WRONG',
  'NOT_A_CODE',
  'APP_TOO_OLD',
  'NUMBER_UNKNOWN',
  'UNKNOWN_MEMBER',
  'FILE_UNREADABLE',
  'INVITATION_USED',
  'DISPUTE_STATE',
  'PART_OVER',
  'OFFLINE_NOT_ALLOWED',
  'PAPER_SLIP_NUMBER',
  'PAPER_SLIP_ENTERED',
]);

/** How often each thing happened, so that a run which tested little says so. */
export class Tally {
  orders = 0;
  done = 0;
  repeats = 0;
  /** Second parts of long lists that were done. */
  laterParts = 0;
  carriers = 0;
  conflicts = 0;
  blocks = 0;
  runs = 0;
  signatures = 0;
  readonly doneByType = new Map<string, number>();
  readonly sentByType = new Map<string, number>();
  readonly refusals = new Map<string, number>();
  /** Charges that were taken offline: paid late, bounced by reason, paid when they were presented again. */
  readonly offline = new Map<string, number>();

  count(type: OrderType, verdict: { ok: true; repeat: boolean } | { ok: false; code: string }): void {
    this.orders += 1;
    add(this.sentByType, type);
    if (!verdict.ok) add(this.refusals, verdict.code);
    else if (verdict.repeat) this.repeats += 1;
    else {
      this.done += 1;
      add(this.doneByType, type);
    }
  }

  countOffline(what: string): void {
    add(this.offline, what);
  }

  /** Order types done, and refusals met, fewer times than that. */
  rarerThan(least: number): string[] {
    const types = orderTypes.filter((type) => (this.doneByType.get(type) ?? 0) < least);
    const codes = errorCodes.filter(
      (code) => !notOfTheContract.has(code) && (this.refusals.get(code) ?? 0) < least,
    );
    return [...types, ...codes];
  }

  print(): string {
    const types = orderTypes.map(
      (type) =>
        `${String(this.doneByType.get(type) ?? 0).padStart(7)} done of ${String(this.sentByType.get(type) ?? 0).padStart(6)} sent  ${type}`,
    );
    const codes = errorCodes
      .filter((code) => this.refusals.has(code))
      .map((code) => `${String(this.refusals.get(code)).padStart(7)}  ${code}`);
    const offline = [...this.offline]
      .sort()
      .map(([what, times]) => `${String(times).padStart(7)}  offline: ${what}`);
    const head = `${this.orders} orders in ${this.carriers} carriers and ${this.blocks} blocks, ${this.runs} ledgers: ${this.done} done, ${this.laterParts} of them second parts, ${this.repeats} repeats, ${this.conflicts} carriers in conflict; the audit verified ${this.signatures} signatures`;
    return [head, ...types, ...codes, ...offline].join('\n');
  }
}

const add = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
