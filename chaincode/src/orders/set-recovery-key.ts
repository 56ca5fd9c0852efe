import { Refusal } from '@kumoh-pay/domain';
import { requireAccount, requireOpen } from '../accounts.ts';
import { type OrderRule, registerKey, requireShown } from '../order-context.ts';

/**
 * The account's recovery key: by the confirmed key if none is set, else also by a registrar and an approver. While another
 * than the account has suspended it the confirmed key alone sets none: it may be a thief's phone that "I lost my phone"
 * has stopped, and a recovery key ends a suspension.
 */
export const setRecoveryKey: OrderRule<'setRecoveryKey'> = {
  async run({ state, order, signed }) {
    const { account: id, recoveryKey, shown } = order.body;
    const account = await requireAccount(state, id);
    requireOpen(account);
    signed.require('confirmed', id);
    if (account.recoveryKey !== null) {
      signed.requireTwo('registrar', 'approver');
      requireShown(shown, account);
    } else if (account.suspendedBy !== null && account.suspendedBy !== 'account')
      throw new Refusal('ACCOUNT_SUSPENDED');
    await registerKey(state, recoveryKey, 'account', id);
    state.put('account', [id], { ...account, recoveryKey });
    return { account: id };
  },
};
