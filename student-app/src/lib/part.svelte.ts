import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { type ErrorCode, won } from '@kumoh-pay/domain';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';

export type PartStage =
  | { is: 'asking' }
  | { is: 'failed'; code: ErrorCode }
  /** What the whole was, and what of it the vouchers could pay here. In won. */
  | { is: 'choosing'; of: number; available: number }
  | { is: 'sent'; amount: number };

/** "Part by voucher": after a shortfall the member names the sum, and the counter that refused arms it. */
export class PartPayment {
  stage = $state.raw<PartStage>({ is: 'asking' });
  amount = $state<number | null>(null);
  readonly form = new Form();
  readonly #charge: string;

  constructor(charge: string) {
    this.#charge = charge;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    try {
      const part = await api.money.part.query({ charge: this.#charge });
      this.stage = part ? { is: 'choosing', ...part } : { is: 'failed', code: 'PART_OVER' };
      if (part) this.amount = part.available;
    } catch (error) {
      this.stage = { is: 'failed', code: troubleOf(error) };
    }
  }

  send = () =>
    this.form.run(async () => {
      const { amount } = this;
      if (this.stage.is !== 'choosing' || amount === null || amount < 1) return null;
      const answer = await api.money.offerPart.mutate({ charge: this.#charge, amount: won(amount) });
      if (answer.ok) this.stage = { is: 'sent', amount };
      return answer.ok ? null : answer.code;
    });
}
