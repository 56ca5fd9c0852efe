/** Every refusal there is. Each has a Korean and an English sentence in ui/; the compiler refuses a code without them. */
export const errorCodes = [
  // The order itself
  'BAD_ORDER',
  'BAD_SIGNATURE',
  'ORDER_ID_REUSED',
  'ORDER_VOID',
  'STALE_ORDER',
  'CLOCK_WRONG',
  'NOT_AUTHORISED',
  'SECOND_OFFICER_NEEDED',
  'LAST_APPROVER',
  'LEDGER_NOT_EMPTY',
  'FIGURES_CHANGED',
  'KEY_USED_BEFORE',
  // Accounts and officers
  'UNKNOWN_ACCOUNT',
  'ACCOUNT_EXISTS',
  'ACCOUNT_SUSPENDED',
  'ACCOUNT_CLOSED',
  'ACCOUNT_LIMITED',
  'ACCOUNT_NOT_CLOSED',
  'REPLACEMENTS_TODAY',
  'UNKNOWN_OFFICER',
  // Paying
  'CODE_EXPIRED',
  'CODE_USED',
  'CODE_CAP',
  'CHARGE_CAP',
  'LIMITED_CAP',
  'TRANSFER_CAP',
  'INSUFFICIENT_FUNDS',
  'NOT_TAKEN_HERE',
  'NOT_TRANSFERABLE',
  'SAME_ACCOUNT',
  'REQUEST_EXPIRED',
  'OFFLINE_CAP',
  'OFFLINE_NOT_ALLOWED',
  // Vendors, terminals, charges
  'UNKNOWN_VENDOR',
  'VENDOR_CLOSED',
  'UNKNOWN_TERMINAL',
  'TERMINAL_RETIRED',
  'SLIP_USED',
  'SLIP_EXPIRED',
  'WRONG_VENDOR',
  'UNKNOWN_CHARGE',
  'CHARGE_BOUNCED',
  'PRESENTED_TOO_LATE',
  'REFUND_EXCEEDS_CHARGE',
  'REFUND_TOO_LATE',
  'REFUND_CAP',
  // Days and settlements
  'DAY_MOVED_ON',
  'SEALED_JUST_NOW',
  'NOT_SEALED',
  'SETTLEMENT_STATE',
  'UNKNOWN_PAYOUT',
  // Programmes
  'UNKNOWN_PROGRAMME',
  'PROGRAMME_EXISTS',
  'PROGRAMME_OVER',
  'PROGRAMME_RUNNING',
  'BUDGET_EXCEEDED',
  // The way to the ledger
  'LEDGER_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  // The device itself
  'NO_CONNECTION',
  'SERVER_FAILED',
  'DEVICE_FAILED',
  // The server: people
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
  'PAPER_SLIP_NUMBER',
  'PAPER_SLIP_ENTERED',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** No refusals: the order may have reached the ledger, or nobody has decided about it. */
export const undecidedCodes: ReadonlySet<ErrorCode> = new Set([
  'OUTCOME_UNKNOWN',
  'LEDGER_UNAVAILABLE',
  'NO_CONNECTION',
  'SERVER_FAILED',
]);

const known: ReadonlySet<string> = new Set(errorCodes);
export const isErrorCode = (text: string): text is ErrorCode => known.has(text);

/** The contract's own refusal: the only thing it throws on purpose. Its message, `CODE: detail`, is read back by readRefusal alone. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  constructor(code: ErrorCode, detail = '') {
    super(`${code}: ${detail}`);
    this.name = 'Refusal';
    this.code = code;
    this.detail = detail;
  }
}

/** The refusal that a contract error's message carries, or null when it is a failure of another kind. */
export function readRefusal(message: string): { code: ErrorCode; detail: string } | null {
  const match = /(?:^|[\s,])([A-Z][A-Z_]+): ?(.*)$/s.exec(message);
  return match?.[1] && isErrorCode(match[1]) ? { code: match[1], detail: match[2] ?? '' } : null;
}

/** Refusals are data: what a procedure answers when the answer is no. */
export type Result<T> = { ok: true; value: T } | { ok: false; code: ErrorCode; detail: string };
export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const refuse = (code: ErrorCode, detail = ''): Result<never> => ({ ok: false, code, detail });
