import { Refusal } from '@kumoh-pay/domain';
import type { OrderRule } from '../order-context.ts';
import { emptySupply } from '../supply.ts';

/** A new kind of voucher. Signed by an issuer and an approver. */
export const createProgramme: OrderRule<'createProgramme'> = {
  async run({ state, order, signed, today }) {
    const { programme: id, funder, firstDay, lastDay, budget, vendors, transferable } = order.body;
    signed.requireTwo('issuer', 'approver');
    if (await state.get('programme', id)) throw new Refusal('PROGRAMME_EXISTS');
    if (lastDay < firstDay) throw new Refusal('BAD_ORDER', 'the last day comes before the first');
    if (lastDay < today) throw new Refusal('PROGRAMME_OVER');
    state.put('programme', [id], { funder, firstDay, lastDay, budget, vendors, transferable });
    state.put('supply', [id], emptySupply);
    return { programme: id };
  },
};
