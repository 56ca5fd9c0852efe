import { type OrderRule, requireShown } from '../order-context.ts';

/** Other limits. Signed by two approvers; the mark and the number of approvers stay. */
export const setPolicy: OrderRule<'setPolicy'> = {
  async run({ state, order, signed, policy }) {
    signed.requireTwo('approver', 'approver');
    requireShown(order.body.shown, policy);
    const version = policy.version + 1;
    state.put('policy', [], { ...policy, limits: order.body.limits, version });
    return { version };
  },
};
