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
  readonly #sequence: string;

  constructor(sequence: string) {
    this.#sequence = sequence;
    void this.load();
  }

  /** The charge that it tells of, so that its news are known. */
  get charge(): string | null {
    return this.stage.is === 'shown' ? this.stage.receipt.entry.charge : null;
  }

  /** Read again, what is shown stays until the answer is there. */
  async load(): Promise<void> {
    if (!/^\d{1,15}$/.test(this.#sequence)) {
      this.stage = { is: 'missing' };
      return;
    }
    try {
      const receipt = await api.money.receipt.query({ sequence: Number(this.#sequence) });
      this.stage = receipt ? { is: 'shown', receipt } : { is: 'missing' };
    } catch (error) {
      if (this.stage.is !== 'shown') this.stage = { is: 'failed', code: troubleOf(error) };
    }
  }
}
