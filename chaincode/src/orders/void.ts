import {
  type Done,
  issuePartSize,
  type OrderOf,
  orderBytes,
  partsOf,
  Refusal,
  type ResultOf,
  subtractWon,
  sumWon,
  type VoidableOrder,
} from '@kumoh-pay/domain';
import { requireFresh } from '../fresh.ts';
import { requireSignerOf } from '../may-stop.ts';
import { newKeysOf } from '../new-keys.ts';
import type { OrderContext, OrderRule } from '../order-context.ts';
import { isLong, type LongOrder } from '../parts.ts';
import { requireRequest } from '../request.ts';
import { committedSale, requireTerminal } from '../sale.ts';
import { keyOf } from '../signers.ts';
import { requireSupply } from '../supply.ts';
import { sha256, verifySignature } from '../verify.ts';
import { requireSlip } from './pair-terminal.ts';

type VoidBody = OrderOf<'void'>['body'];
type SaleVoid = Extract<VoidBody, { type: 'charge' | 'pay' }>;
type OrderVoid = Extract<VoidBody, { type: 'order' }>;

/**
 * Makes "it did not happen" certain: writes a tombstone where the order's record would stand, if the order has not
 * committed; else answers with what did. Signed by one signer of the order.
 */
export const voidOrder: OrderRule<'void'> = {
  run: (context) =>
    context.order.body.type === 'order'
      ? voidOther(context, context.order.body)
      : voidSale(context, context.order.body),
};

async function voidSale(context: OrderContext<'void'>, body: SaleVoid): Promise<ResultOf<'void'>> {
  const { state } = context;
  const signer = await requireSaleSigner(context, body);
  const { type, id, vendor } = body;
  const earlier = await committedSale(state, vendor, id);
  if (earlier !== null && earlier !== 'void') {
    // Whoever photographed the request learns that it was paid; by whom and from what is for terminal and payer.
    const isParty = !context.signed.has('account', signer) || earlier.result.account === signer;
    return { type, id, outcome: 'committed', executed: [], result: isParty ? earlier.result : null };
  }
  if (earlier === null) write(context, () => state.put('charge', [vendor, id], { state: 'void' }));
  return { type, id, outcome: 'void', executed: [], result: null };
}

/** A terminal of the vendor, or an account that carries the terminal's request for this charge. @throws NOT_AUTHORISED, WRONG_VENDOR … */
async function requireSaleSigner(
  { state, signed, ledger }: OrderContext<'void'>,
  body: SaleVoid,
): Promise<string> {
  const [role, signer = ''] = (signed.by[0] ?? '').split('.');
  if (role === 'terminal') {
    signed.require('terminal', signer);
    await requireTerminal(state, signer, body.vendor);
    return signer;
  }
  if (role !== 'account' || body.request === undefined) throw new Refusal('NOT_AUTHORISED', 'terminal');
  const { request, terminal } = await requireRequest(ledger, state, body.request);
  if (request.charge !== body.id || terminal.vendor !== body.vendor)
    throw new Refusal('NOT_AUTHORISED', 'the request is for another charge');
  signed.require('account', signer);
  return signer;
}

/** A tombstone is written by a fresh void only; what there is already is told however late the void comes. */
function write({ order, now }: OrderContext<'void'>, tombstone: () => void): void {
  requireFresh(order, now);
  tombstone();
}

async function voidOther(context: OrderContext<'void'>, body: OrderVoid): Promise<ResultOf<'void'>> {
  const { state, ledger, signed } = context;
  const { order, signed: shown } = body;
  if (order.type === 'charge' || order.type === 'pay')
    throw new Refusal('BAD_ORDER', 'a sale is voided by its charge');
  // Whoever signed the order, and nobody else: the same signer signs both.
  if (signed.by[0] !== shown.by) throw new Refusal('NOT_AUTHORISED', 'another signer');
  const bytes = orderBytes(ledger, order);
  const key = newKeysOf(order).get(shown.by) ?? (await keyOf(state, shown.by, order.type));
  if (key === null || !verifySignature(key, bytes, shown.signature))
    throw new Refusal('BAD_SIGNATURE', 'order');
  await requireSignerOf(state, order, shown.by);
  // Its own keys are anybody's; the slip is what an officer gave.
  if (order.type === 'pairTerminal') await requireSlip({ state, order, ledger });
  signed.anyone();
  const digest = sha256(bytes);
  return isLong(order) ? voidLong(context, order, digest) : voidShort(context, order, digest);
}

/** The record of the order to be stopped. @throws ORDER_ID_REUSED when what committed under the id is another: only its own signers speak for it. */
async function committedOther(
  state: OrderContext<'void'>['state'],
  digest: string,
  ...place: string[]
): Promise<Done | null> {
  const done = await state.get('done', ...place);
  if (done?.state === 'done' && done.digest !== digest) throw new Refusal('ORDER_ID_REUSED');
  return done;
}

async function voidShort(
  context: OrderContext<'void'>,
  { type, id }: VoidableOrder,
  digest: string,
): Promise<ResultOf<'void'>> {
  const { state } = context;
  const done = await committedOther(state, digest, type, id);
  if (done?.state === 'done') return { type, id, outcome: 'committed', executed: [], result: done.result };
  if (!done) write(context, () => state.put('done', [type, id], { state: 'void' }));
  return { type, id, outcome: 'void', executed: [], result: null };
}

/** Stops the parts that have not been executed and names those that were; what an issue had reserved for the rest is free again. */
async function voidLong(
  context: OrderContext<'void'>,
  order: LongOrder,
  digest: string,
): Promise<ResultOf<'void'>> {
  const { state } = context;
  const { type, id } = order;
  const parts = partsOf(type, order.body.receivers.length);
  const executed: number[] = [];
  for (let part = 0; part < parts; part++)
    if ((await committedOther(state, digest, type, id, String(part)))?.state === 'done') executed.push(part);
  if (executed.length === parts) return { type, id, outcome: 'committed', executed, result: null };
  if (!(await state.get('done', type, id))) {
    write(context, () => state.put('done', [type, id], { state: 'void' }));
    if (type === 'issue' && executed.length > 0) await releaseReserved(state, order, executed);
  }
  return { type, id, outcome: 'void', executed, result: null };
}

async function releaseReserved(
  state: OrderContext<'void'>['state'],
  order: LongOrder,
  executed: readonly number[],
): Promise<void> {
  const rest = order.body.receivers.filter((_, i) => !executed.includes(Math.floor(i / issuePartSize)));
  const supply = await requireSupply(state, order.body.programme);
  state.put('supply', [order.body.programme], {
    ...supply,
    reserved: subtractWon(supply.reserved, sumWon(rest.map(({ amount }) => amount))),
  });
}
