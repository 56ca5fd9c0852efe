import { requireAccount, requireOpen } from '../accounts.ts';
import { type OrderRule, requireShown } from '../order-context.ts';

/** Sets `closed` and nothing else; what is left is swept afterwards. Signed by a registrar and an approver. */
export const closeAccount: OrderRule<'closeAccount'> = {
  async run({ state, order, signed }) {
    const { account: id, shown } = order.body;
    signed.requireTwo('registrar', 'approver');
    const account = await requireAccount(state, id);
    requireShown(shown, account);
    requireOpen(account);
    state.put('account', [id], { ...account, status: 'closed' });
    return { account: id };
  },
};
