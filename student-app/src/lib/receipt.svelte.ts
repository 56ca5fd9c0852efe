import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode } from '@kumoh-pay/domain';
import { api } from './line.ts';

type Answer = NonNullable<Awaited<ReturnType<typeof api.money.receipt.query>>>;
export type ReceiptStage =
  | { is: 'loading' }
  | { is: 'missing' }
  | { is: 'failed'; code: ErrorCode }
  | { is: 'shown'; receipt: Answer };

export class ReceiptView {
  stage = $state.raw<ReceiptStage>({ is: 'loading' });

  constructor(sequence: string) {
    void this.#load(sequence);
  }

  async #load(sequence: string): Promise<void> {
    if (!/^\d{1,15}$/.test(sequence)) {
      this.stage = { is: 'missing' };
      return;
    }
    try {
      const receipt = await api.money.receipt.query({ sequence: Number(sequence) });
      this.stage = receipt ? { is: 'shown', receipt } : { is: 'missing' };
    } catch (error) {
      this.stage = { is: 'failed', code: troubleOf(error) };
    }
  }
}
