import type { OrderRule } from '../order-context.ts';
import { putSettlement, requireFigures, requireSettlement, requireState } from '../settlements.ts';

/** Returns a settlement to counted, with a reason that the vendor sees; corrections are refunds in the present day. Signed by an approver. */
export const rejectSettlement: OrderRule<'rejectSettlement'> = {
  async run(context) {
    const { state, order, signed } = context;
    const { vendor, day, reason } = order.body;
    signed.requireOfficer('approver');
    const settlement = await requireSettlement(state, vendor, day);
    await requireFigures(context, order.body, settlement);
    requireState(settlement, 'counted', 'approved');
    return putSettlement(state, vendor, day, {
      ...settlement,
      state: 'counted',
      payee: null,
      approvedBy: null,
      rejection: reason,
    });
  },
};
