import { Refusal, type VoidableOrder } from '@kumoh-pay/domain';
import type { State } from './state.ts';

/** Orders that the server's own key signs. */
const enrollerOrders: ReadonlySet<string> = new Set(['openAccount', 'replaceKey', 'suspendAccount']);
/** Orders that anyone may sign. */
const anyonesOrders: ReadonlySet<string> = new Set(['gather', 'sweepAccount', 'expire', 'countDay']);

/**
 * Whoever stops an order must be one who could have signed it: a signature over another's order gives no right to it.
 * @throws NOT_AUTHORISED
 */
export async function requireSignerOf(state: State, order: VoidableOrder, by: string): Promise<void> {
  if (anyonesOrders.has(order.type)) return;
  const [role, id = ''] = by.split('.');
  const may =
    role === 'officer'
      ? await mayOfficer(state, order, id)
      : (await holdersOf(state, order, id)).includes(by);
  if (!may) throw new Refusal('NOT_AUTHORISED', 'not a signer of the order');
}

async function mayOfficer(state: State, order: VoidableOrder, id: string): Promise<boolean> {
  const officer = await state.get('officer', id);
  // A bootstrap brings its officers' keys; they are on no ledger yet.
  if (order.type === 'bootstrap') return order.body.officers.some((one) => one.id === id);
  if (!officer?.active) return false;
  return !officer.roles.includes('enroller') || enrollerOrders.has(order.type);
}

/** Signers who are no officers, by what the order says of itself. */
async function holdersOf(state: State, order: VoidableOrder, signer: string): Promise<string[]> {
  switch (order.type) {
    case 'transfer':
      return [`account.${order.body.from}`];
    case 'openAccount':
    case 'setRecoveryKey':
    case 'replaceKey':
    case 'confirmKey':
    case 'keepKey':
    case 'suspendAccount':
    case 'resumeAccount':
      return ['account', 'confirmed', 'recovery'].map((role) => `${role}.${order.body.account}`);
    case 'replaceOfficerKey':
      return [`recovery.${order.body.officer}`];
    case 'pairTerminal':
      return [`terminal.${order.body.slip.terminal}`, `pairing.${order.body.slip.terminal}`];
    case 'retireTerminal':
    case 'refund':
    case 'presentCharge':
      return [`terminal.${order.body.terminal}`];
    case 'sealDay':
      return (await state.get('terminal', signer))?.vendor === order.body.vendor
        ? [`terminal.${signer}`]
        : [];
    default:
      return [];
  }
}
