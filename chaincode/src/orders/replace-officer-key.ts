import { Refusal } from '@kumoh-pay/domain';
import { type OrderContext, type OrderRule, registerKey, requireShown } from '../order-context.ts';

/**
 * An officer's new key. Signed by the old key; or by the officer's recovery key and another approver; or by two other
 * approvers. The server's own key only by two approvers: whoever stole it must not be able to replace it.
 */
export const replaceOfficerKey: OrderRule<'replaceOfficerKey'> = {
  async run(context) {
    const { state, order } = context;
    const { officer: id, shown, key, recoveryKey } = order.body;
    const officer = await state.get('officer', id);
    if (!officer) throw new Refusal('UNKNOWN_OFFICER');
    const isServer = officer.roles.includes('enroller');
    const byRecovery = requireRight(context, isServer);
    if (isServer && recoveryKey !== undefined)
      throw new Refusal('BAD_ORDER', 'the enroller has no recovery key');
    requireShown(shown, officer);
    // A recovery key that has signed was typed somewhere: the next one is named with it.
    if (byRecovery && recoveryKey === undefined) throw new Refusal('BAD_ORDER', 'the next recovery key');
    await registerKey(state, key, 'officer', id);
    if (recoveryKey !== undefined) await registerKey(state, recoveryKey, 'officer', id);
    state.put('officer', [id], { ...officer, key, recoveryKey: recoveryKey ?? officer.recoveryKey });
    return { officer: id };
  },
};

/** True when the recovery key signed. @throws NOT_AUTHORISED, SECOND_OFFICER_NEEDED */
function requireRight({ order, signed }: OrderContext<'replaceOfficerKey'>, isServer: boolean): boolean {
  const id = order.body.officer;
  if (!isServer && signed.has('officer', id)) return false;
  if (!isServer && signed.has('recovery', id)) {
    if (signed.officer('approver', id) === null) throw new Refusal('SECOND_OFFICER_NEEDED', 'approver');
    return true;
  }
  signed.requireTwo('approver', 'approver');
  return false;
}
