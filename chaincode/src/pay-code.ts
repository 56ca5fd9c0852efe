import {
  codeAfterMs,
  codeBeforeMs,
  codeClockWrongMs,
  type PayCode,
  payCodeBytes,
  Refusal,
} from '@kumoh-pay/domain';
import type { KeyInForce } from './accounts.ts';
import type { OrderContext } from './order-context.ts';
import { verifySignature } from './verify.ts';

/**
 * The code is the account's, alive at that moment, and allows the amount.
 * @throws BAD_SIGNATURE, CLOCK_WRONG, CODE_EXPIRED, CHARGE_CAP, CODE_CAP
 */
export function judgeCode(
  { ledger, order, policy }: OrderContext<'charge'>,
  code: PayCode,
  key: KeyInForce | null,
  at: number,
): void {
  const { amount } = order.body;
  if (key === null || !verifySignature(key.key, payCodeBytes(ledger, code.fields), code.signature))
    throw new Refusal('BAD_SIGNATURE', 'code');
  requireAlive(code.counter, at);
  if (amount > policy.limits.chargeCap) throw new Refusal('CHARGE_CAP');
  if (amount > code.cap) throw new Refusal('CODE_CAP');
}

/** counter − 30 s ≤ time ≤ counter + 75 s. @throws CODE_EXPIRED, or CLOCK_WRONG when it is too far off for a slow queue. */
function requireAlive(counter: number, at: number): void {
  if (Math.abs(at - counter) > codeClockWrongMs || counter > at + codeBeforeMs)
    throw new Refusal('CLOCK_WRONG');
  if (at > counter + codeAfterMs) throw new Refusal('CODE_EXPIRED');
}
