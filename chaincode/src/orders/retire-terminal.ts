import { Refusal } from '@kumoh-pay/domain';
import type { OrderRule } from '../order-context.ts';

/** A terminal's key signs nothing more. Signed by a registrar, or by the terminal itself. */
export const retireTerminal: OrderRule<'retireTerminal'> = {
  async run({ state, order, signed }) {
    const { terminal: id } = order.body;
    const terminal = await state.get('terminal', id);
    if (!terminal) throw new Refusal('UNKNOWN_TERMINAL');
    if (!signed.has('terminal', id)) signed.requireOfficer('registrar');
    state.put('terminal', [id], { ...terminal, active: false });
    return { terminal: id, vendor: terminal.vendor };
  },
};
