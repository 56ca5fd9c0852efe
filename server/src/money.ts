import { ok, type Result, refuse } from '@kumoh-pay/domain';
import type { OrderAnswer } from './order/order-path.ts';

export type { Money } from './order/open-money.ts';
/** What becomes of an order. `unknown`: it may still commit; ask again with the same order. */
export type SubmitAnswer = OrderAnswer;

type NotCommitted = Exclude<SubmitAnswer, { state: 'committed' }>;

/** Any answer but yes: what was not settled yet is OUTCOME_UNKNOWN. */
export const asRefusal = (answer: NotCommitted): Result<never> =>
  answer.state === 'refused'
    ? refuse(answer.code, answer.detail)
    : refuse(answer.state === 'void' ? 'ORDER_VOID' : 'OUTCOME_UNKNOWN');

/** A committed order as yes, anything else as a refusal. */
export const asResult = (answer: NotCommitted | { state: 'committed' }): Result<null> =>
  answer.state === 'committed' ? ok(null) : asRefusal(answer);
