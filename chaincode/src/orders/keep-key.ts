import { Refusal } from '@kumoh-pay/domain';
import { requireAccount, requireOpen } from '../accounts.ts';
import type { OrderRule } from '../order-context.ts';
import { withEarlierKey } from './replace-key.ts';

/** "That was not me": the confirmed key is the key again. Signed by it. What the limited key has spent stays counted. */
export const keepKey: OrderRule<'keepKey'> = {
  async run({ state, order, signed, now }) {
    const { account: id } = order.body;
    const account = await requireAccount(state, id);
    signed.require('confirmed', id);
    requireOpen(account);
    if (account.suspendedBy !== null && account.suspendedBy !== 'account')
      throw new Refusal('ACCOUNT_SUSPENDED');
    const replaced = account.key !== account.confirmedKey;
    const next = replaced
      ? { ...withEarlierKey(account, now), key: account.confirmedKey, keyFrom: now }
      : account;
    state.put('account', [id], { ...next, limited: false });
    return { account: id };
  },
};
