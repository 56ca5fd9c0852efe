import { addDays, expireAfterDays, type Programme, Refusal } from '@kumoh-pay/domain';
import { type OrderContext, type OrderRule, requireShown } from '../order-context.ts';

/** A later last day, more vendors, a larger budget; never less, since members hold it. Signed by an issuer and an approver. */
export const changeProgramme: OrderRule<'changeProgramme'> = {
  async run(context) {
    const { state, order, signed } = context;
    const { programme: id, shown, lastDay, budget, vendors } = order.body;
    signed.requireTwo('issuer', 'approver');
    const programme = await state.get('programme', id);
    if (!programme) throw new Refusal('UNKNOWN_PROGRAMME');
    requireShown(shown, programme);
    requireNotLess(context, programme);
    state.put('programme', [id], { ...programme, lastDay, budget, vendors });
    return { programme: id };
  },
};

function requireNotLess({ order, today }: OrderContext<'changeProgramme'>, programme: Programme): void {
  const { lastDay, budget, vendors } = order.body;
  // From here on it may have expired in part, and what is gone cannot run on.
  if (today >= addDays(programme.lastDay, expireAfterDays)) throw new Refusal('PROGRAMME_OVER');
  if (lastDay < programme.lastDay) throw new Refusal('BAD_ORDER', 'an earlier last day');
  if (budget < programme.budget) throw new Refusal('BAD_ORDER', 'a smaller budget');
  const keepsAll = vendors === null || programme.vendors?.every((vendor) => vendors.includes(vendor));
  if (!keepsAll) throw new Refusal('BAD_ORDER', 'fewer vendors');
}
