import { Refusal, readPayCode } from '@kumoh-pay/domain';
import { presentKey, requireAccount, withLimitedSpending } from '../accounts.ts';
import { takeOffline } from '../offline.ts';
import type { OrderRule } from '../order-context.ts';
import { judgeCode } from '../pay-code.ts';
import { requireNewCounter, withCounter } from '../purse.ts';
import { bookSale, requireOpenVendor, requireTerminal } from '../sale.ts';

/**
 * The counter takes payment by the member's pay code. Signed by the terminal, which carries the account's signature in the
 * code. A code of kind 4 that is taken online is judged as any other.
 */
export const charge: OrderRule<'charge'> = {
  async run(context) {
    const { state, order, signed, now } = context;
    const { vendor, terminal, amount } = order.body;
    await requireTerminal(state, terminal, vendor);
    signed.require('terminal', terminal);
    await requireOpenVendor(state, vendor);
    const code = readPayCode(order.body.code);
    if (!code) throw new Refusal('BAD_ORDER', 'code');
    const account = await requireAccount(state, code.account);
    if (order.body.offline !== undefined) return takeOffline(context, order.body.offline, code, account);
    const key = presentKey(account);
    judgeCode(context, code, key, now);
    const sale = { charge: order.id, vendor, terminal, account: code.account, amount };
    return bookSale(context, sale, account, (purse) => {
      requireNewCounter(purse, code.counter);
      return withLimitedSpending(key, withCounter(purse, code.counter, now), amount, context.policy);
    });
  },
};
