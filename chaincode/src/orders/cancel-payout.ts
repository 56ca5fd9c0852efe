import type { OrderRule } from '../order-context.ts';
import { moveSettlements, requireOpenPayout } from '../payouts.ts';

/** Before recording: all settlements of the batch are back to approved. Signed by two approvers. */
export const cancelPayout: OrderRule<'cancelPayout'> = {
  async run({ state, order, signed }) {
    const { batch, shown } = order.body;
    signed.requireTwo('approver', 'approver');
    const payout = await requireOpenPayout(state, batch, shown);
    const settlements = await moveSettlements(state, payout, () => ({ state: 'approved', batch: null }));
    state.put('payout', [batch], { ...payout, state: 'cancelled' });
    return { batch, state: 'cancelled', settlements };
  },
};
