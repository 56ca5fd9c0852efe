import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { Paged } from './paged.svelte.ts';

export type Dispute = Awaited<ReturnType<typeof api.dispute.list.query>>[number];
const states = { open: ['open', 'declined', 'office'], decided: ['closed', 'withdrawn'] } as const;
/** Rows of a page, as the server gives them. */
const pageSize = 100;
export type DisputeTab = keyof typeof states;

/** What members say is wrong with a charge, as far as the office has the last word. */
export class Disputes {
  readonly form = new Form();
  tab = $state<DisputeTab>('open');
  answering = $state.raw<Dispute | null>(null);
  answer = $state('');
  readonly list = new Paged(
    async (after?: Dispute) => {
      const rows = await api.dispute.list.query({ states: [...states[this.tab]], before: after?.openedAt });
      return { rows, more: rows.length === pageSize };
    },
    ({ id }) => id,
  );

  choose = async (tab: DisputeTab): Promise<void> => {
    this.tab = tab;
    this.list.value = null;
    await this.list.search();
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
