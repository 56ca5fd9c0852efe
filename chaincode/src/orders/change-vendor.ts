import { Refusal } from '@kumoh-pay/domain';
import { type OrderRule, requireShown } from '../order-context.ts';

/** Opens or closes a vendor (an approver); its payee and fee (two approvers). */
export const changeVendor: OrderRule<'changeVendor'> = {
  async run({ state, order, signed }) {
    const { vendor: id, shown, active, feeBasisPoints, payee } = order.body;
    if (payee !== undefined || feeBasisPoints !== undefined) signed.requireTwo('approver', 'approver');
    else signed.requireOfficer('approver');
    const vendor = await state.get('vendor', id);
    if (!vendor) throw new Refusal('UNKNOWN_VENDOR');
    requireShown(shown, vendor);
    state.put('vendor', [id], {
      active: active ?? vendor.active,
      feeBasisPoints: feeBasisPoints ?? vendor.feeBasisPoints,
      payee: payee ?? vendor.payee,
    });
    return { vendor: id };
  },
};
