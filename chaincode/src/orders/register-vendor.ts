import { Refusal } from '@kumoh-pay/domain';
import type { OrderRule } from '../order-context.ts';

/** A shop and its first business day. Signed by an approver; by two when it names a payee or a fee. */
export const registerVendor: OrderRule<'registerVendor'> = {
  async run({ state, order, signed, now }) {
    const { vendor: id, feeBasisPoints, payee } = order.body;
    if (payee !== null || feeBasisPoints > 0) signed.requireTwo('approver', 'approver');
    else signed.requireOfficer('approver');
    if (await state.get('vendor', id)) throw new Refusal('BAD_ORDER', 'the vendor is registered');
    state.put('vendor', [id], { active: true, feeBasisPoints, payee });
    state.put('day', [id], { number: 1, opened: now, lastSealed: null });
    return { vendor: id };
  },
};
