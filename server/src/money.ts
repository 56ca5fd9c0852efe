import type { OrderAnswer } from './order/order-path.ts';

export type { Money } from './order/open-money.ts';
/** What becomes of an order. `unknown`: it may still commit; ask again with the same order. */
export type SubmitAnswer = OrderAnswer;
