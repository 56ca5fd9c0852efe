import { accountBox, pursePlace, Refusal } from '@kumoh-pay/domain';
import { requireAccount, requireOpen, requireSpending } from '../accounts.ts';
import { takeExactly } from '../lots.ts';
import type { OrderRule } from '../order-context.ts';
import { foldHints, withDaySum } from '../purse.ts';

/** A member sends to another; transferable lots only. Signed by the account. */
export const transfer: OrderRule<'transfer'> = {
  async run(context) {
    const { state, order, signed, policy, now } = context;
    const { from, to, amount } = order.body;
    const sender = await requireAccount(state, from);
    signed.require('account', from);
    if (from === to) throw new Refusal('SAME_ACCOUNT');
    requireSpending(sender);
    if (sender.limited) throw new Refusal('ACCOUNT_LIMITED');
    requireOpen(await requireAccount(state, to));
    if (amount > policy.limits.transferCap) throw new Refusal('TRANSFER_CAP');
    const { purse, programmes } = await foldHints(context, from);
    const transferred = withDaySum(purse.transferred, amount, now);
    if (transferred.sum > policy.limits.transferDayCap) throw new Refusal('TRANSFER_CAP', 'day');
    const { taken, left } = takeExactly(
      purse.lots,
      amount,
      programmes,
      context.today,
      (programme) => programme.transferable,
      'NOT_TRANSFERABLE',
    );

    // From here on the transfer must succeed.
    state.put('purse', [from], { ...purse, lots: left, transferred });
    state.put('note', [accountBox(to), `t.${order.id}`], {
      lots: taken,
      from: accountBox(from),
      kind: 'transfer',
      at: now,
    });
    context.post(pursePlace(from), accountBox(to), taken);
    return { from, to, amount, lots: taken };
  },
};
