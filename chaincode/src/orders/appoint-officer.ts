import { approversMin, Refusal } from '@kumoh-pay/domain';
import { type OrderRule, registerKey, requireShown } from '../order-context.ts';

/** A new officer, or other roles for one there is (also one who had retired). Signed by two approvers. */
export const appointOfficer: OrderRule<'appointOfficer'> = {
  async run({ state, order, signed, policy }) {
    const { officer, shown } = order.body;
    const { id, key, recoveryKey, roles } = officer;
    signed.requireTwo('approver', 'approver');
    const before = await state.get('officer', id);
    if (before || shown !== undefined) requireShown(shown, before);
    if (before && (before.key !== key || before.recoveryKey !== recoveryKey))
      throw new Refusal('BAD_ORDER', 'keys are changed by replaceOfficerKey');
    if (before?.roles.includes('enroller'))
      throw new Refusal('NOT_AUTHORISED', 'the enroller has no other role');
    const wasApprover = before?.active === true && before.roles.includes('approver');
    const approvers = policy.approvers + Number(roles.includes('approver')) - Number(wasApprover);
    if (approvers < approversMin) throw new Refusal('LAST_APPROVER');
    if (!before) {
      await registerKey(state, key, 'officer', id);
      await registerKey(state, recoveryKey, 'officer', id);
    }
    state.put('officer', [id], { key, recoveryKey, roles, active: true });
    if (approvers !== policy.approvers) state.put('policy', [], { ...policy, approvers });
    return { officer: id };
  },
};
