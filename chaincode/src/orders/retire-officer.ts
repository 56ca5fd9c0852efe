import { approversMin, Refusal } from '@kumoh-pay/domain';
import { type OrderRule, requireShown } from '../order-context.ts';

/** An officer's key signs nothing more. Signed by two approvers; never fewer than two are left. */
export const retireOfficer: OrderRule<'retireOfficer'> = {
  async run({ state, order, signed, policy }) {
    const { officer: id, shown } = order.body;
    signed.requireTwo('approver', 'approver');
    const officer = await state.get('officer', id);
    if (!officer || officer.roles.includes('enroller')) throw new Refusal('UNKNOWN_OFFICER');
    requireShown(shown, officer);
    const approvers = policy.approvers - Number(officer.active && officer.roles.includes('approver'));
    if (approvers < approversMin) throw new Refusal('LAST_APPROVER');
    state.put('officer', [id], { ...officer, active: false });
    if (approvers !== policy.approvers) state.put('policy', [], { ...policy, approvers });
    return { officer: id };
  },
};
