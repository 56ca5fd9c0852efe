import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';

export type Dispute = Awaited<ReturnType<typeof api.dispute.list.query>>[number];
const states = { open: ['open', 'declined', 'office'], decided: ['closed', 'withdrawn'] } as const;
export type DisputeTab = keyof typeof states;

/** What members say is wrong with a charge, as far as the office has the last word. */
export class Disputes {
  readonly form = new Form();
  tab = $state<DisputeTab>('open');
  answering = $state.raw<Dispute | null>(null);
  answer = $state('');
  readonly list = new Loaded(() => api.dispute.list.query({ states: [...states[this.tab]] }));

  choose = async (tab: DisputeTab): Promise<void> => {
    this.tab = tab;
    this.list.value = null;
    await this.list.load();
  };
  begin = (dispute: Dispute): void => {
    this.answer = '';
    this.answering = dispute;
  };
  close = async (): Promise<void> => {
    const { answering, answer } = this;
    if (!answering) return;
    const closed = await this.form.run(() => api.dispute.close.mutate({ dispute: answering.id, answer }));
    if (!closed) return;
    this.answering = null;
    await this.list.load();
  };
}
