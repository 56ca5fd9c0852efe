import { signOrder } from '@kumoh-pay/device/key.ts';
import {
  newId,
  type OrderOf,
  ok,
  refuse,
  type SignedBy,
  type SignedOrder,
  type VoidableType,
} from '@kumoh-pay/domain';
import { sayWon, words } from '@kumoh-pay/ui';
import { accountInWords, fitsCommitment } from './bank-file.ts';
import { csvOf, download } from './download.ts';
import { Form } from './form.svelte.ts';
import { api, clock } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import {
  type AnyOrder,
  factsOf,
  largestFirst,
  receiversNamed,
  receiversOf,
  titleOf,
  undoOf,
} from './order-facts.ts';
import { readRecord } from './records.ts';
import { session } from './session.svelte.ts';
import { signedOnce } from './signed-once.ts';
import { done, type Fact, ownSignature, signing } from './signing.svelte.ts';

type Listed = Awaited<ReturnType<typeof api.approval.list.query>>;
type Proposal = Listed['waiting'][number];
export interface Readable {
  proposal: Proposal;
  title: string;
  facts: Fact[];
  /** Of a list. */
  receivers: ReturnType<typeof receiversOf>;
  /** The record is as it was when the first officer saw it; null where the order is about something new. */
  asShown: boolean | null;
}
/** What was decided, or was not in time. */
export interface Decided {
  proposal: Listed['decided'][number];
  title: string;
  /** What it was about above all: whom, or how much. */
  about: string;
  state: Proposal['state'] | 'expired';
}

/** The stored order, which a void never is. */
const orderOf = (signed: SignedOrder): AnyOrder | null =>
  signed.order.type === 'void' ? null : (signed.order as OrderOf<VoidableType>);

/** What waits for a second officer, each read anew from the order itself. */
export class Approvals {
  readonly list = new Loaded(async () => {
    await names.load();
    const { waiting, decided } = await api.approval.list.query();
    return {
      waiting: await Promise.all(waiting.map(readWaiting)),
      decided: await Promise.all(decided.map(readDecided)),
    };
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

  /** Everybody whom a list gives to, from the order itself, for whoever wants to look before signing. */
  downloadReceivers = async ({ proposal }: Readable): Promise<void> => {
    const order = orderOf(proposal.signed);
    if (!order || !('receivers' in order.body)) return;
    const receivers = largestFirst(order.body.receivers);
    await this.form.run(async () => {
      for (let from = 0; from < receivers.length; from += receiversNamed)
        await names.findPeople(receivers.slice(from, from + receiversNamed).map(({ account }) => account));
      const rows = receivers.map(({ account, amount }) => {
        const person = names.person(account);
        return [person?.studentNumber ?? null, person?.name ?? account, amount];
      });
      download(`receivers-${proposal.id.slice(0, 8)}.csv`, csvOf(rows));
      return ok(null);
    });
  };

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

async function readWaiting(proposal: Proposal): Promise<Readable> {
  const order = orderOf(proposal.signed);
  return {
    proposal,
    title: titleOf(proposal.signed.order.type),
    facts: order ? await factsOf(order) : [],
    receivers: order ? receiversOf(order) : { named: [], others: 0 },
    asShown: order ? await asShown(order) : null,
  };
}

async function readDecided(proposal: Listed['decided'][number]): Promise<Decided> {
  const { order, total } = proposal;
  const facts = order === null || order.type === 'void' ? [] : await factsOf(order);
  return {
    proposal,
    title: titleOf(proposal.type),
    about: total === null ? (facts.find(({ strong }) => strong)?.value ?? '') : sayWon(total),
    state: proposal.state === 'waiting' ? 'expired' : proposal.state,
  };
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
