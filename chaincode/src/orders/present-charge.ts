import { addDays, Refusal, seoulDay } from '@kumoh-pay/domain';
import { requireAccount } from '../accounts.ts';
import type { OrderRule } from '../order-context.ts';
import { bookSale, requireOpenVendor, requireTerminal } from '../sale.ts';

/**
 * Asks again for an offline charge that bounced. Only balance and status are judged: code, key and caps were when it came.
 * Signed by a terminal of the vendor. What is still not there is refused, and nothing is recorded.
 */
export const presentCharge: OrderRule<'presentCharge'> = {
  async run(context) {
    const { state, order, signed, policy, today } = context;
    const { vendor, terminal, charge: id, account: payer } = order.body;
    await requireTerminal(state, terminal, vendor);
    signed.require('terminal', terminal);
    await requireOpenVendor(state, vendor);
    const charge = await state.get('charge', vendor, id);
    if (charge?.state !== 'bounced') throw new Refusal('UNKNOWN_CHARGE');
    if (charge.account !== payer) throw new Refusal('BAD_ORDER', 'account');
    if (charge.reason === 'CODE_USED') throw new Refusal('CODE_USED');
    if (today > addDays(seoulDay(charge.takenAt), policy.limits.refundDays))
      throw new Refusal('PRESENTED_TOO_LATE');
    const account = await requireAccount(state, payer);
    const { amount, digest, takenAt, at, reason } = charge;
    const sale = { charge: id, vendor, terminal: charge.terminal, account: payer, amount };
    const late = { takenAt, digest, bounced: { at, reason }, lotsOf: today };
    return bookSale(context, sale, account, (purse) => purse, late);
  },
};
