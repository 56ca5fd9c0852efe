import { ok, type Result, refuse } from '@kumoh-pay/domain';
import type { OrderAnswer } from './order/order-path.ts';

export type { Money } from './order/open-money.ts';
/** What becomes of an order. `unknown`: it may still commit; ask again with the same order. */
export type SubmitAnswer = OrderAnswer;

/** A committed order as yes, anything else as a refusal: what was not settled yet is OUTCOME_UNKNOWN. */
export function asResult(
  answer: Exclude<SubmitAnswer, { state: 'committed' }> | { state: 'committed' },
): Result<null> {
  if (answer.state === 'committed') return ok(null);
  if (answer.state === 'refused') return refuse(answer.code, answer.detail);
  return refuse(answer.state === 'void' ? 'ORDER_VOID' : 'OUTCOME_UNKNOWN');
}
