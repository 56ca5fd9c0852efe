import type { VoidableOrder } from '@kumoh-pay/domain';
import { No, refuseIf, textOf, type Yes } from './facts.ts';
import { requireFresh } from './fresh.ts';
import { type Judging, type Rule, requireTerminal } from './judging.ts';
import { newKeysOf } from './new-keys.ts';
import { keyOf } from './signers.ts';
import type { ModelState } from './state.ts';
import { requireSlip } from './vendors.ts';

const nothing = (): void => undefined;

export const voidOrder: Rule<'void'> = (judging) => {
  const { body } = judging.facts.order;
  const done = body.type === 'order' ? voidOther(judging) : voidSale(judging, body);
  // What is settled already is told however late; only a tombstone must be fresh.
  if (voidChanges(judging)) requireFresh(judging.facts.order, judging.now);
  return done;
};

/** Whoever stops an order must be one of those who may sign one like it. */
function maySign(state: ModelState, order: VoidableOrder, by: string): boolean {
  const [role = '', id = ''] = by.split('.');
  const body: Record<string, unknown> = order.body;
  if (['gather', 'sweepAccount', 'expire', 'countDay'].includes(order.type)) return true;
  if (role === 'officer') {
    if (order.type === 'bootstrap') return order.body.officers.some((one) => one.id === id);
    const officer = state.officers.get(id);
    const byServer = ['openAccount', 'replaceKey', 'suspendAccount'].includes(order.type);
    return officer?.active === true && (byServer || !officer.roles.includes('enroller'));
  }
  if (order.type === 'transfer') return by === `account.${order.body.from}`;
  if (order.type === 'replaceOfficerKey') return by === `recovery.${order.body.officer}`;
  if (order.type === 'pairTerminal')
    return ['terminal', 'pairing'].includes(role) && id === order.body.slip.terminal;
  if (order.type === 'refund' || order.type === 'presentCharge' || order.type === 'retireTerminal')
    return by === `terminal.${order.body.terminal}`;
  if (order.type === 'sealDay')
    return role === 'terminal' && state.terminals.get(id)?.vendor === order.body.vendor;
  const ofHolder = [
    'openAccount',
    'setRecoveryKey',
    'replaceKey',
    'confirmKey',
    'keepKey',
    'suspendAccount',
    'resumeAccount',
  ];
  return (
    ofHolder.includes(order.type) &&
    ['account', 'confirmed', 'recovery'].includes(role) &&
    id === body['account']
  );
}

function voidSale(
  { state, facts, signed }: Judging<'void'>,
  body: { type: string; id: string; vendor: string; request?: string | undefined },
): Yes {
  const [role, signer = ''] = signed.first.split('.');
  if (role === 'terminal') {
    signed.require(signed.first);
    requireTerminal(state, signer, body.vendor);
  } else {
    const { request } = facts;
    if (role !== 'account' || body.request === undefined || !request) throw new No('NOT_AUTHORISED');
    const terminal = state.terminals.get(request.terminal);
    if (!terminal) throw new No('UNKNOWN_TERMINAL');
    refuseIf(terminal.key !== request.key, 'BAD_SIGNATURE');
    refuseIf(request.charge !== body.id || terminal.vendor !== body.vendor, 'NOT_AUTHORISED');
    signed.require(signed.first);
  }
  const key = `${body.vendor}/${body.id}`;
  const earlier = state.charges.get(key);
  const answer = {
    type: body.type,
    id: body.id,
    outcome: earlier && earlier !== 'void' ? 'committed' : 'void',
  };
  return { change: earlier === undefined ? () => state.charges.set(key, 'void') : nothing, answer };
}

function voidOther({ state, facts, signed }: Judging<'void'>): Yes {
  const { body } = facts.order;
  if (body.type !== 'order' || body.order.type === 'charge' || body.order.type === 'pay')
    throw new No('BAD_ORDER');
  const { order, signed: shown } = body;
  refuseIf(signed.first !== shown.by, 'NOT_AUTHORISED');
  refuseIf(
    (newKeysOf(order).get(shown.by) ?? keyOf(state, shown.by, order.type)) !== facts.voidedKey,
    'BAD_SIGNATURE',
  );
  refuseIf(!maySign(state, order, shown.by), 'NOT_AUTHORISED');
  if (order.type === 'pairTerminal') requireSlip(state, order.body.officer, facts.slipKey);
  signed.anyone();
  const { type, id } = order;
  const key = `${type}/${id}`;
  // Of another order under that id its own signers may speak, and nobody else.
  const another = (place: string): void => {
    const done = state.done.get(place);
    refuseIf(typeof done === 'string' && done !== textOf(order), 'ORDER_ID_REUSED');
  };
  const tombstone = state.done.has(key) ? nothing : () => state.done.set(key, null);
  if (type !== 'issue' && type !== 'revoke') {
    another(key);
    return {
      change: tombstone,
      answer: { type, id, outcome: typeof state.done.get(key) === 'string' ? 'committed' : 'void' },
    };
  }
  const size = type === 'issue' ? 200 : 25;
  const parts = Array.from({ length: Math.ceil(order.body.receivers.length / size) }, (_, part) => part);
  for (const part of parts) another(`${key}/${part}`);
  const executed = parts.filter((part) => state.done.has(`${key}/${part}`));
  if (executed.length === parts.length)
    return { change: nothing, answer: { type, id, outcome: 'committed', executed } };
  const rest = order.body.receivers.filter((_, place) => !executed.includes(Math.floor(place / size)));
  const programme = state.programmes.get(order.body.programme);
  const free = type === 'issue' && executed.length > 0 && !state.done.has(key);
  return {
    change: () => {
      tombstone();
      if (free && programme) programme.reserved -= rest.reduce((sum, { amount }) => sum + amount, 0);
    },
    answer: { type, id, outcome: 'void', executed },
  };
}

/** Whether a void changes anything: its tombstone stands already, or what it would stop is done. */
export function voidChanges({ state, facts }: Pick<Judging<'void'>, 'state' | 'facts'>): boolean {
  const { body } = facts.order;
  if (body.type !== 'order') return !state.charges.has(`${body.vendor}/${body.id}`);
  const { order } = body;
  const key = `${order.type}/${order.id}`;
  if (state.done.has(key)) return false;
  if (order.type !== 'issue' && order.type !== 'revoke') return true;
  const parts = Math.ceil(order.body.receivers.length / (order.type === 'issue' ? 200 : 25));
  return Array.from({ length: parts }, (_, part) => part).some((part) => !state.done.has(`${key}/${part}`));
}
