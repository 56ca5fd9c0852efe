import type { ErrorCode, Id, SignedOrder } from '@kumoh-pay/domain';
import { sayWon } from '@kumoh-pay/ui/speak.ts';
import { toasts } from '@kumoh-pay/ui/toast.svelte.ts';
import { errorSentence, words } from '@kumoh-pay/ui/words/words.ts';
import { api, withinReason } from './line.ts';
import { finishPending, sendOrder } from './order-sender.ts';
import { type Seat, signRefund } from './sign.ts';

type Wish = Parameters<typeof api.sale.refund.mutate>[0];
export type Reason = Wish['reason'];
export interface RefundedSale {
  charge: Id;
  amount: number;
  refunded: number;
}

export type RefundStage =
  | { is: 'asking'; trouble: ErrorCode | null }
  | { is: 'sending' }
  /** The outcome is being found out: nothing else is to be done. */
  | { is: 'unknown' }
  | { is: 'done'; amount: number };

/** Giving back one charge, in part or whole. A new entry on the ledger, never a deletion. */
export class Refund {
  stage = $state.raw<RefundStage>({ is: 'asking', trouble: null });
  readonly sale: RefundedSale;
  readonly #seat: Seat;

  constructor(seat: Seat, sale: RefundedSale) {
    this.#seat = seat;
    this.sale = sale;
  }

  /** What may still be given back, in won. */
  get left(): number {
    return this.sale.amount - this.sale.refunded;
  }

  /** @param manager who stands there with the PIN; null: the cashier's own undo, a moment after the charge. */
  async give(amount: number, reason: Reason, manager: Wish['manager']): Promise<void> {
    if (this.stage.is !== 'asking') return;
    this.stage = { is: 'sending' };
    try {
      const signed = await signRefund(this.#seat, this.sale.charge, amount);
      const ask = () => api.sale.refund.mutate({ signed, reason, manager }, withinReason());
      const answer = await sendOrder(signed, reason, ask, () => (this.stage = { is: 'unknown' }));
      this.stage = answer.ok
        ? { is: 'done', amount: answer.value.amount }
        : { is: 'asking', trouble: answer.code };
    } catch {
      // The tablet could not sign or keep it: nothing was sent.
      this.stage = { is: 'asking', trouble: 'LEDGER_UNAVAILABLE' };
    }
  }
}

/** Refunds that were cut off. One that the server never saw is refused for want of a manager, and is then known not to be. */
export const finishRefunds = (): Promise<void> =>
  finishPending(
    'refund',
    (signed) =>
      api.sale.refund.mutate({ signed: refundOrder(signed), reason: 'other', manager: null }, withinReason()),
    (_, answer) => {
      if (answer.ok) toasts.show(words().counter.refund.done(sayWon(answer.value.amount)), 'paid');
      else toasts.show(errorSentence(answer.code, 'counter'), 'refused');
    },
  );

function refundOrder({ order, signatures }: SignedOrder): Wish['signed'] {
  if (order.type !== 'refund') throw new Error('no refund');
  return { order, signatures };
}
