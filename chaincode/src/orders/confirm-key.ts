import { Refusal } from '@kumoh-pay/domain';
import { requireAccount, requireOpen } from '../accounts.ts';
import { type OrderRule, requireShown } from '../order-context.ts';
import { clearLimitedSum } from './replace-key.ts';

/** The present key is the holder's: ends `limited` and its sum. Signed by the confirmed key, the recovery key, or a registrar and an approver. */
export const confirmKey: OrderRule<'confirmKey'> = {
  async run(context) {
    const { state, order, signed } = context;
    const { account: id, key, shown } = order.body;
    const account = await requireAccount(state, id);
    requireOpen(account);
    if (!signed.has('confirmed', id) && !signed.has('recovery', id)) {
      signed.requireTwo('registrar', 'approver');
      requireShown(shown, account);
    }
    if (account.key !== key) throw new Refusal('FIGURES_CHANGED', 'the key is another by now');
    state.put('account', [id], { ...account, confirmedKey: key, limited: false });
    if (account.limited) await clearLimitedSum(context);
    return { account: id };
  },
};
