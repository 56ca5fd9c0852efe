import { type OrderOf, type SignedOrder, sha256Hex, utf8, type VoidableType } from '@kumoh-pay/domain';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { type AnyOrder, factsOf, titleOf, undoOf } from './order-facts.ts';
import { done, type Fact, ownSignature, signing } from './signing.svelte.ts';

export type Proposal = Awaited<ReturnType<typeof api.approval.list.query>>['waiting'][number];
export interface Readable {
  proposal: Proposal;
  title: string;
  facts: Fact[];
}

/** The stored order, which a void never is. */
export const orderOf = (signed: SignedOrder): AnyOrder | null =>
  signed.order.type === 'void' ? null : (signed.order as OrderOf<VoidableType>);

/** What waits for a second officer, each read anew from the order itself. */
export class Approvals {
  readonly form = new Form();
  readonly list = new Loaded(async () => {
    await names.load();
    const { waiting, decided } = await api.approval.list.query();
    return { waiting: await readAll(waiting), decided: await readAll(decided) };
  });

  sign = async ({ proposal, title, facts }: Readable): Promise<void> => {
    const order = orderOf(proposal.signed);
    if (!order) return;
    await signing.ask({
      title,
      facts,
      undo: undoOf(order.type),
      first: names.officer(proposal.proposedBy),
      carryOut: async () => {
        const { signature } = await ownSignature(order);
        return done(api.approval.sign.mutate({ id: proposal.id, signature }));
      },
    });
    await this.list.load();
  };

  withdraw = async (proposal: Proposal): Promise<void> => {
    await this.form.run(() => api.approval.withdraw.mutate({ id: proposal.id }));
    await this.list.load();
  };
}

async function readAll(proposals: readonly Proposal[]): Promise<Readable[]> {
  return Promise.all(
    proposals.map(async (proposal) => {
      const order = orderOf(proposal.signed);
      return {
        proposal,
        title: titleOf(proposal.signed.order.type),
        facts: order ? await factsOf(order) : [],
      };
    }),
  );
}

/** Whether the record that the first officer saw is the one that the order names. */
export async function isAsShown({ signed, shown }: Proposal): Promise<boolean> {
  const order = orderOf(signed);
  if (shown === null || !order || !('shown' in order.body)) return true;
  return (await sha256Hex(utf8(shown))) === order.body.shown;
}
