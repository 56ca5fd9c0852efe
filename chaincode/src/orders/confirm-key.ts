import { type Account, historyKeptMs, Refusal, zeroWon } from '@kumoh-pay/domain';
import { requireAccount, requireOpen } from '../accounts.ts';
import { type OrderContext, type OrderRule, requireShown } from '../order-context.ts';

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
    await clearLimitedSum(context, account);
    return { account: id };
  },
};

/**
 * What limited keys have spent is forgotten, now that the holder is proven; but not while a limited key that was replaced
 * in the last 25 hours may still pay by charges that were taken offline, or each replacement would grant the cap once more.
 */
async function clearLimitedSum(
  { state, order, now }: OrderContext<'confirmKey'>,
  { earlierKeys }: Account,
): Promise<void> {
  if (earlierKeys.some(({ limited, to }) => limited === true && to > now - historyKeptMs)) return;
  const purse = await state.get('purse', order.body.account);
  if (purse && purse.spentWhileLimited > 0)
    state.put('purse', [order.body.account], { ...purse, spentWhileLimited: zeroWon });
}
