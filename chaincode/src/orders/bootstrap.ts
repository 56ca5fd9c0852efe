import { Refusal } from '@kumoh-pay/domain';
import { type OrderRule, registerKey } from '../order-context.ts';

/** The first order of a ledger: policy, two approvers, the server's key. Signed by both officers with the keys it brings. */
export const bootstrap: OrderRule<'bootstrap'> = {
  async run({ state, order, signed }) {
    if (await state.get('policy')) throw new Refusal('LEDGER_NOT_EMPTY');
    const { mark, limits, enroller, officers } = order.body;
    for (const { id, roles } of officers) {
      signed.require('officer', id);
      if (!roles.includes('approver')) throw new Refusal('BAD_ORDER', 'both officers are approvers');
    }
    if (officers.some(({ id }) => id === enroller.id))
      throw new Refusal('BAD_ORDER', 'the enroller is no officer');
    await registerKey(state, enroller.key, 'officer', enroller.id);
    state.put('officer', [enroller.id], {
      key: enroller.key,
      recoveryKey: null,
      roles: ['enroller'],
      active: true,
    });
    for (const { id, key, recoveryKey, roles } of officers) {
      await registerKey(state, key, 'officer', id);
      await registerKey(state, recoveryKey, 'officer', id);
      state.put('officer', [id], { key, recoveryKey, roles, active: true });
    }
    state.put('policy', [], { version: 1, mark, approvers: officers.length, limits });
    return { enroller: enroller.id, officers: officers.map(({ id }) => id) };
  },
};
