import { Refusal } from '@kumoh-pay/domain';
import { type OrderRule, registerKey } from '../order-context.ts';

/** A member's account. Signed by the enroller and by the new account's key. */
export const openAccount: OrderRule<'openAccount'> = {
  async run({ state, order, signed, now }) {
    const { account: id, key, recoveryKey } = order.body;
    signed.require('account', id);
    signed.requireOfficer('enroller');
    if (await state.get('account', id)) throw new Refusal('ACCOUNT_EXISTS');
    await registerKey(state, key, 'account', id);
    if (recoveryKey !== null) await registerKey(state, recoveryKey, 'account', id);
    state.put('account', [id], {
      key,
      confirmedKey: key,
      recoveryKey,
      earlierKeys: [],
      keyFrom: now,
      limited: false,
      status: 'active',
      suspendedBy: null,
    });
    return { account: id };
  },
};
