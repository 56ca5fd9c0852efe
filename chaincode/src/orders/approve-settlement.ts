import { Refusal } from '@kumoh-pay/domain';
import type { OrderRule } from '../order-context.ts';
import { putSettlement, requireFigures, requireSettlement, requireState } from '../settlements.ts';

/** Approves exactly the figures that were shown, for the payee that was shown. Signed by an approver. */
export const approveSettlement: OrderRule<'approveSettlement'> = {
  async run(context) {
    const { state, order, signed } = context;
    const { vendor: id, day } = order.body;
    const approvedBy = signed.requireOfficer('approver');
    const settlement = await requireSettlement(state, id, day);
    const vendor = await requireFigures(context, order.body, settlement);
    requireState(settlement, 'counted');
    if (vendor.payee === null) throw new Refusal('SETTLEMENT_STATE', 'the vendor has no payee');
    return putSettlement(state, id, day, {
      ...settlement,
      state: 'approved',
      payee: vendor.payee,
      approvedBy,
      rejection: null,
    });
  },
};
