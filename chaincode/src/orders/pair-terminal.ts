import { Refusal, slipBytes, slipLifetimeMs } from '@kumoh-pay/domain';
import { type OrderContext, type OrderRule, registerKey } from '../order-context.ts';
import { requireOpenVendor } from '../sale.ts';
import { verifySignature } from '../verify.ts';

/**
 * A tablet becomes a vendor's terminal. Signed by its new key and by the pairing key, which a slip names; a registrar or
 * approver signed the slip, whose id is the terminal's, so that it pairs one.
 */
export const pairTerminal: OrderRule<'pairTerminal'> = {
  async run(context) {
    const { state, order, signed, now } = context;
    const { slip, key } = order.body;
    signed.require('terminal', slip.terminal);
    signed.require('pairing', slip.terminal);
    await requireSlip(context);
    if (await state.get('terminal', slip.terminal)) throw new Refusal('SLIP_USED');
    if (now > slip.expires) throw new Refusal('SLIP_EXPIRED');
    if (slip.expires > now + slipLifetimeMs) throw new Refusal('BAD_ORDER', 'the slip lives too long');
    await requireOpenVendor(state, slip.vendor);
    await registerKey(state, key, 'terminal', slip.terminal);
    state.put('terminal', [slip.terminal], { vendor: slip.vendor, key, active: true });
    return { terminal: slip.terminal, vendor: slip.vendor };
  },
};

/** An officer with the right signed the slip. @throws NOT_AUTHORISED, BAD_SIGNATURE */
export async function requireSlip({
  state,
  order,
  ledger,
}: Pick<OrderContext<'pairTerminal'>, 'state' | 'order' | 'ledger'>): Promise<void> {
  const officer = await state.get('officer', order.body.officer);
  const may =
    officer?.active === true && officer.roles.some((role) => role === 'registrar' || role === 'approver');
  if (!officer || !may) throw new Refusal('NOT_AUTHORISED', 'slip');
  if (!verifySignature(officer.key, slipBytes(ledger, order.body.slip), order.body.slipSignature))
    throw new Refusal('BAD_SIGNATURE', 'slip');
}
