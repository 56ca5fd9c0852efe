import type { ErrorCode, Id } from '@kumoh-pay/domain';

/** What the counter's screen is about. Amounts in won, times in Unix milliseconds by the server's clock. */
export type Stage =
  | { is: 'typing' }
  /** A code that is shown now is charged, with no further tap. */
  | { is: 'armed'; amount: number }
  | { is: 'request'; charge: Id; amount: number; digits: string; endsAt: number }
  | { is: 'charging'; charge: Id; amount: number }
  | Outcome;

export type Outcome =
  | { is: 'paid'; charge: Id; amount: number; payer: string; at: number }
  | { is: 'refused'; charge: Id; amount: number; code: ErrorCode }
  /** Made sure that it did not happen. */
  | { is: 'voided'; charge: Id; amount: number }
  | { is: 'unknown'; charge: Id; amount: number; since: number };

/** An amber result that was set aside so that the queue moves on; it resolves itself and stays until it is seen. */
export type Aside = Outcome;

/** A line under the camera; the camera goes on. */
export type Note = ErrorCode | 'ARM_FIRST' | 'SCAN_AGAIN' | 'STILL_PAID';

/** An amber result may be voided after this long: by then it is no queue any more. */
export const voidAfterMs = 45_000;
