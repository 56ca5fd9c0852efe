import { Refusal } from '@kumoh-pay/domain';
import type { OrderRule } from '../order-context.ts';
import { moveSettlements, requireOpenPayout } from '../payouts.ts';
import { requireSettlement } from '../settlements.ts';

/** The bank has paid, but for the lines it returned. Signed by an approver who neither prepared nor approved any of the batch. */
export const recordPayout: OrderRule<'recordPayout'> = {
  async run({ state, order, signed }) {
    const { batch, shown, returned } = order.body;
    const recorder = signed.requireOfficer('approver');
    const payout = await requireOpenPayout(state, batch, shown);
    const inBatch = new Set(payout.settlements.map(({ vendor, day }) => `${vendor}.${day}`));
    const isReturned = new Set(returned.map(({ vendor, day }) => `${vendor}.${day}`));
    for (const line of isReturned)
      if (!inBatch.has(line)) throw new Refusal('BAD_ORDER', 'a returned line is not of the batch');
    if (payout.preparedBy === recorder)
      throw new Refusal('SECOND_OFFICER_NEEDED', 'another than who prepared it');
    for (const { vendor, day } of payout.settlements) {
      const { approvedBy } = await requireSettlement(state, vendor, day);
      if (approvedBy === recorder) throw new Refusal('SECOND_OFFICER_NEEDED', 'another than who approved it');
    }
    const settlements = await moveSettlements(state, payout, ({ vendor, day }) =>
      isReturned.has(`${vendor}.${day}`) ? { state: 'approved', batch: null } : { state: 'paid' },
    );
    state.put('payout', [batch], { ...payout, state: 'paid', returned });
    return { batch, state: 'paid', settlements };
  },
};
