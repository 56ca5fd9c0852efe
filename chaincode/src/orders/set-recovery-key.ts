import { requireAccount, requireOpen } from '../accounts.ts';
import { type OrderRule, registerKey, requireShown } from '../order-context.ts';

/** The account's recovery key: by the confirmed key if none is set, else also by a registrar and an approver. */
export const setRecoveryKey: OrderRule<'setRecoveryKey'> = {
  async run({ state, order, signed }) {
    const { account: id, recoveryKey, shown } = order.body;
    const account = await requireAccount(state, id);
    requireOpen(account);
    signed.require('confirmed', id);
    if (account.recoveryKey !== null) {
      signed.requireTwo('registrar', 'approver');
      requireShown(shown, account);
    }
    await registerKey(state, recoveryKey, 'account', id);
    state.put('account', [id], { ...account, recoveryKey });
    return { account: id };
  },
};
