import { Refusal } from '@kumoh-pay/domain';
import type { OrderRule } from '../order-context.ts';
import { type Line, putSettlement, requireFigures, requireSettlement, requireState } from '../settlements.ts';

/** A batch of approved settlements and the hash of their bank file; the order's id is the batch's. Signed by an approver. */
export const preparePayout: OrderRule<'preparePayout'> = {
  async run(context) {
    const { state, order, signed } = context;
    const preparedBy = signed.requireOfficer('approver');
    const lines: Line[] = [];
    for (const line of order.body.settlements) {
      const settlement = await requireSettlement(state, line.vendor, line.day);
      const vendor = await requireFigures(context, line, settlement);
      requireState(settlement, 'approved');
      if (vendor.payee !== settlement.payee)
        throw new Refusal('FIGURES_CHANGED', 'the payee is not the approved one');
      lines.push(
        putSettlement(state, line.vendor, line.day, { ...settlement, state: 'payout', batch: order.id }),
      );
    }
    const settlements = order.body.settlements.map(({ vendor, day, shown }) => ({
      vendor,
      day,
      digest: shown,
    }));
    state.put('payout', [order.id], {
      state: 'open',
      fileHash: order.body.fileHash,
      preparedBy,
      settlements,
      returned: [],
    });
    return { batch: order.id, state: 'open', settlements: lines };
  },
};
