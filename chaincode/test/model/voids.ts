import { No, refuseIf, type Yes } from './facts.ts';
import { type Judging, type Rule, requireTerminal } from './judging.ts';
import { newKeysOf } from './new-keys.ts';
import { keyOf } from './signers.ts';

const nothing = (): void => undefined;

export const voidOrder: Rule<'void'> = (judging) => {
  const { body } = judging.facts.order;
  return body.type === 'order' ? voidOther(judging) : voidSale(judging, body);
};

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
  refuseIf((newKeysOf(order).get(shown.by) ?? keyOf(state, shown.by)) !== facts.voidedKey, 'BAD_SIGNATURE');
  signed.anyone();
  const { type, id } = order;
  const key = `${type}/${id}`;
  const tombstone = state.done.has(key) ? nothing : () => state.done.set(key, null);
  if (type !== 'issue' && type !== 'revoke') {
    return {
      change: tombstone,
      answer: { type, id, outcome: typeof state.done.get(key) === 'string' ? 'committed' : 'void' },
    };
  }
  const size = type === 'issue' ? 200 : 25;
  const parts = Array.from({ length: Math.ceil(order.body.receivers.length / size) }, (_, part) => part);
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
