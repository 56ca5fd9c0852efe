import { orderAheadMs, paperSlipLifetimeMs, Refusal } from '@kumoh-pay/domain';
import { presentKey, requireAccount, withLimitedSpending } from '../accounts.ts';
import type { OrderRule } from '../order-context.ts';
import { requireRequest } from '../request.ts';
import { bookSale, requireOpenVendor, requireTerminal } from '../sale.ts';

/** The member pays a terminal's signed request, exactly its amount. Signed by the account. */
export const pay: OrderRule<'pay'> = {
  async run(context) {
    const { state, order, signed, policy, now } = context;
    const { request, terminal } = await requireRequest(context.ledger, state, order.body.request);
    if (request.charge !== order.id) throw new Refusal('BAD_ORDER', 'the id is the charge of the request');
    await requireTerminal(state, request.terminal, terminal.vendor);
    await requireOpenVendor(state, terminal.vendor);
    const account = await requireAccount(state, order.body.account);
    signed.require('account', order.body.account);
    const expires = request.expiresSeconds * 1_000;
    if (now > expires) throw new Refusal('REQUEST_EXPIRED');
    if (expires > now + paperSlipLifetimeMs + orderAheadMs)
      throw new Refusal('BAD_ORDER', 'the request lives too long');
    if (request.amount > policy.limits.chargeCap) throw new Refusal('CHARGE_CAP');
    const { charge, amount } = request;
    const sale = {
      charge,
      vendor: terminal.vendor,
      terminal: request.terminal,
      account: order.body.account,
      amount,
    };
    return bookSale(context, sale, account, (purse) =>
      withLimitedSpending(presentKey(account), purse, amount, policy),
    );
  },
};
