import { won } from '@kumoh-pay/domain';
import type { DisputeReason } from '@kumoh-pay/server/dispute/tables.ts';
import type { OwnDispute } from '@kumoh-pay/server/dispute/view.ts';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';

export const disputeReasons: readonly DisputeReason[] = [
  'wrong-amount',
  'charged-twice',
  'not-served',
  'not-mine',
  'other',
];

/** "Wrong amount": what the member says about a charge. */
export class DisputeForm {
  readonly form = new Form();
  reason = $state<DisputeReason>('wrong-amount');
  expected = $state<number | null>(null);
  words = $state('');
  sent = $state(false);

  /** @param sequence the entry of the charge. */
  send = (sequence: number) =>
    this.form.run(async () => {
      const expected = this.reason === 'wrong-amount' && this.expected !== null ? won(this.expected) : null;
      const { reason, words } = this;
      const answer = await api.dispute.open.mutate({ sequence, reason, expected, words });
      this.sent = answer.ok;
      return answer.ok ? null : answer.code;
    });
}

/** One that is there: where it stands, and how it goes on. */
export class DisputeSteps {
  readonly form = new Form();

  toOffice = (dispute: string) => this.#step(() => api.dispute.takeToOffice.mutate({ dispute }));
  withdraw = (dispute: string) => this.#step(() => api.dispute.withdraw.mutate({ dispute }));

  #step(ask: () => ReturnType<typeof api.dispute.withdraw.mutate>): Promise<void> {
    return this.form.run(async () => {
      const answer = await ask();
      return answer.ok ? null : answer.code;
    });
  }
}

/** All of one's disputes, the latest first; null while they are not known. */
export class OwnDisputes {
  list = $state.raw<readonly OwnDispute[] | null>(null);
  readonly form = new Form();

  load = () =>
    this.form.run(async () => {
      this.list = await api.dispute.list.query();
      return null;
    });
}
