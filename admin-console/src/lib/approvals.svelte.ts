import { signOrder } from '@kumoh-pay/device/key.ts';
import {
  newId,
  type OrderOf,
  refuse,
  type SignedBy,
  type SignedOrder,
  type VoidableType,
} from '@kumoh-pay/domain';
import { words } from '@kumoh-pay/ui';
import { accountInWords, fitsCommitment } from './bank-file.ts';
import { Form } from './form.svelte.ts';
import { api, clock } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { type AnyOrder, factsOf, receiversOf, titleOf, undoOf } from './order-facts.ts';
import { readRecord } from './records.ts';
import { session } from './session.svelte.ts';
import { signedOnce } from './signed-once.ts';
import { done, type Fact, ownSignature, signing } from './signing.svelte.ts';

type Proposal = Awaited<ReturnType<typeof api.approval.list.query>>['waiting'][number];
export interface Readable {
  proposal: Proposal;
  title: string;
  facts: Fact[];
  /** Of a list. */
  receivers: ReturnType<typeof receiversOf>;
  /** The record is as it was when the first officer saw it; null where the order is about something new. */
  asShown: boolean | null;
}

/** The stored order, which a void never is. */
const orderOf = (signed: SignedOrder): AnyOrder | null =>
  signed.order.type === 'void' ? null : (signed.order as OrderOf<VoidableType>);

/** What waits for a second officer, each read anew from the order itself. */
export class Approvals {
  readonly list = new Loaded(async () => {
    await names.load();
    const { waiting, decided } = await api.approval.list.query();
    return { waiting: await readAll(waiting, true), decided: await readAll(decided, false) };
  });

  readonly form = new Form();

  sign = async ({ proposal, title, facts: read }: Readable): Promise<void> => {
    const order = orderOf(proposal.signed);
    const account = order && (await this.#accountOf(order));
    if (!order || !account) return;
    const facts = [...read, ...account];
    const signed = signedOnce(() => ownSignature(order));
    await signing.ask({
      title,
      facts,
      undo: undoOf(order.type),
      first: names.officer(proposal.proposedBy),
      carryOut: async () => {
        const { signature } = await signed();
        return done(api.approval.sign.mutate({ id: proposal.id, signature }));
      },
    });
    await this.list.load();
  };

  /**
   * The bank account behind an order's payee, checked against the commitment that is signed: who signs second sees
   * where the money will go. @returns null when it cannot be shown, which is no state to sign in.
   */
  async #accountOf(order: AnyOrder): Promise<Fact[] | null> {
    const payee = 'payee' in order.body ? order.body.payee : null;
    if (!payee) return [];
    const shown = await this.form.runFresh(async () => {
      const answer = await api.vendorRecord.bankAccount.mutate({ commitment: payee });
      if (!answer.ok) return answer;
      const fits = await fitsCommitment({ ...answer.value, commitment: payee });
      return fits ? answer : refuse('FIGURES_CHANGED');
    });
    const { bankAccountShown: label } = words().console.orders.facts;
    return shown && [{ label, value: accountInWords(shown.value.bank), strong: true }];
  }

  /** The first signer stops the order on the ledger too; anybody else only takes it out of this inbox. */
  withdraw = async ({ proposal, title, facts }: Readable): Promise<void> => {
    const order = orderOf(proposal.signed);
    const { orders } = words().console;
    if (!order) return;
    const own = proposal.signed.signatures.find(({ by }) => by === `officer.${session.me?.id}`);
    const voided = signedOnce(async () => (own ? await voidOf(order, own) : null));
    await signing.ask({
      title: orders.stop(title),
      facts,
      undo: own ? orders.stopUndo : orders.withdrawUndo,
      carryOut: async () => done(api.approval.withdraw.mutate({ id: proposal.id, voided: await voided() })),
    });
    await this.list.load();
  };
}

/** The order's tombstone, signed by who signed the order. @throws KeyMissing */
async function voidOf(order: AnyOrder, signed: SignedBy) {
  const { me } = session;
  if (!me) throw new Error('nobody is signed in');
  const body = { type: 'order' as const, order, signed };
  const voided = { type: 'void' as const, id: newId(), body, at: clock.nowMs() };
  const signature = await signOrder(me.ledgerName, voided, 'officer', `officer.${me.id}`);
  return { order: voided, signatures: [signature] };
}

async function readAll(proposals: readonly Proposal[], waiting: boolean): Promise<Readable[]> {
  return Promise.all(
    proposals.map(async (proposal) => {
      const order = orderOf(proposal.signed);
      return {
        proposal,
        title: titleOf(proposal.signed.order.type),
        facts: order ? await factsOf(order) : [],
        receivers: order ? receiversOf(order) : { named: [], others: 0 },
        asShown: order && waiting ? await asShown(order) : null,
      };
    }),
  );
}

/** Whether what the order names as shown is still so on the ledger; null where an order changes nothing that there is. */
async function asShown(order: AnyOrder): Promise<boolean | null> {
  const record = await recordOf(order);
  if (record === undefined || !('shown' in order.body) || order.body.shown === undefined) return null;
  return record?.digest === order.body.shown;
}

async function recordOf(order: AnyOrder): Promise<{ digest: string } | null | undefined> {
  if (order.type === 'changeVendor') return readRecord('vendor', order.body.vendor);
  if (order.type === 'closeAccount') return readRecord('account', order.body.account);
  if (order.type === 'retireOfficer') return readRecord('officer', order.body.officer);
  if (order.type === 'appointOfficer') return readRecord('officer', order.body.officer.id);
  if (order.type === 'replaceOfficerKey') return readRecord('officer', order.body.officer);
  if (order.type === 'confirmKey') return readRecord('account', order.body.account);
  if (order.type === 'cancelPayout') return readRecord('payout', order.body.batch);
  if (order.type === 'changeProgramme') return readRecord('programme', order.body.programme);
  return order.type === 'setPolicy' ? readRecord('policy') : undefined;
}
