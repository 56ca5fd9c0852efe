import { Refusal } from '@kumoh-pay/domain';
import { requireAccount, requireOpen } from '../accounts.ts';
import { type OrderRule, requireShown } from '../order-context.ts';

/** Ends a suspension: by the account's key only if it suspended itself, else by recovery key or registrar; a limited account is confirmed first. */
export const resumeAccount: OrderRule<'resumeAccount'> = {
  async run({ state, order, signed }) {
    const { account: id, shown } = order.body;
    const account = await requireAccount(state, id);
    requireOpen(account);
    if (signed.officer('registrar') !== null) requireShown(shown, account);
    else if (!signed.has('recovery', id)) {
      signed.require('account', id);
      if (account.suspendedBy !== null && account.suspendedBy !== 'account')
        throw new Refusal('NOT_AUTHORISED', 'another has suspended it');
    }
    if (account.limited) throw new Refusal('ACCOUNT_LIMITED');
    state.put('account', [id], { ...account, status: 'active', suspendedBy: null });
    return { account: id };
  },
};
