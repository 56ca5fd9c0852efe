import type { ErrorCode, Id } from '@kumoh-pay/domain';

/** What the counter's screen is about. Amounts in won, times in Unix milliseconds by the server's clock. */
export type Stage =
  | { is: 'typing' }
  /** A code that is shown now is charged, with no further tap. */
  | { is: 'armed'; amount: number }
  | { is: 'request'; charge: Id; amount: number; digits: string; endsAt: number }
  | { is: 'charging'; charge: Id; amount: number }
  | Outcome;

/** What does not follow from the amount alone. */
export type Shown = Exclude<Stage, { is: 'typing' | 'armed' }>;

export type Outcome =
  /** `cash`: what is to be taken beside it, when the member paid a part by voucher. */
  | { is: 'paid'; charge: Id; amount: number; payer: string; at: number; cash: number }
  | { is: 'refused'; charge: Id; amount: number; code: ErrorCode }
  /** Without a connection: on this tablet's disk, signed, and not on the ledger yet. */
  | { is: 'taken'; charge: Id; amount: number }
  /** Made sure that it did not happen. */
  | { is: 'voided'; charge: Id; amount: number }
  | { is: 'unknown'; charge: Id; amount: number; since: number };

/** A line under the camera; the camera goes on. */
export type Note =
  | ErrorCode
  | 'ARM_FIRST'
  | 'SCAN_AGAIN'
  | 'STILL_PAID'
  /** The last payer's phone has not been taken away. */
  | 'SAME_PERSON'
  | 'TWO_CODES'
  /** The armed amount is what another member has named. */
  | 'PART_OF_OTHER';

/** An amber result may be voided after this long: by then it is no queue any more. */
export const voidAfterMs = 45_000;
/** No answer for so long, and the screen says that it is being found out. */
export const amberAfterMs = 2_500;
