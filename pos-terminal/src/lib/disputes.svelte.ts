import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode, Id } from '@kumoh-pay/domain';
import { api, withinReason } from './line.ts';

export type Dispute = Awaited<ReturnType<typeof api.dispute.list.query>>[number];

/** What payers say about this vendor's charges. To agree is to refund; to disagree needs a word of the manager's. */
export class Disputes {
  list = $state.raw<readonly Dispute[]>([]);
  open = $derived(this.list.filter(({ state }) => state === 'open'));
  trouble = $state.raw<ErrorCode | null>(null);
  busy = $state(false);

  async read(): Promise<void> {
    this.list = await api.dispute.list.query(undefined, withinReason());
  }

  /** @returns true when the payer has the answer. */
  async decline(dispute: Id, answer: string): Promise<boolean> {
    this.busy = true;
    this.trouble = null;
    try {
      const given = await api.dispute.decline.mutate({ dispute, answer }, withinReason());
      if (!given.ok) this.trouble = given.code;
      await this.read();
      return given.ok;
    } catch (error) {
      this.trouble = troubleOf(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
