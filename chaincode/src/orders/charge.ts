import {
  codeAfterMs,
  codeBeforeMs,
  codeClockWrongMs,
  payCodeBytes,
  Refusal,
  readPayCode,
} from '@kumoh-pay/domain';
import { requireAccount } from '../accounts.ts';
import type { OrderRule } from '../order-context.ts';
import { requireNewCounter, withCounter } from '../purse.ts';
import { bookSale, requireOpenVendor, requireTerminal } from '../sale.ts';
import { verifySignature } from '../verify.ts';

/** The counter takes payment by the member's pay code. Signed by the terminal, which carries the account's signature in the code. */
export const charge: OrderRule<'charge'> = {
  async run(context) {
    const { state, order, signed, policy, now } = context;
    const { vendor, terminal, amount } = order.body;
    await requireTerminal(state, terminal, vendor);
    signed.require('terminal', terminal);
    await requireOpenVendor(state, vendor);
    const code = readPayCode(order.body.code);
    if (!code) throw new Refusal('BAD_ORDER', 'code');
    const account = await requireAccount(state, code.account);
    if (!verifySignature(account.key, payCodeBytes(context.ledger, code.fields), code.signature))
      throw new Refusal('BAD_SIGNATURE', 'code');
    requireAlive(code.counter, now);
    if (amount > policy.limits.chargeCap) throw new Refusal('CHARGE_CAP');
    if (amount > code.cap) throw new Refusal('CODE_CAP');
    const sale = { charge: order.id, vendor, terminal, account: code.account, amount };
    return bookSale(context, sale, account, (purse) => {
      requireNewCounter(purse, code.counter);
      return withCounter(purse, code.counter, now);
    });
  },
};

/** counter − 30 s ≤ transaction time ≤ counter + 75 s. @throws CODE_EXPIRED, or CLOCK_WRONG when it is too far off for a slow queue. */
function requireAlive(counter: number, now: number): void {
  if (Math.abs(now - counter) > codeClockWrongMs || counter > now + codeBeforeMs)
    throw new Refusal('CLOCK_WRONG');
  if (now > counter + codeAfterMs) throw new Refusal('CODE_EXPIRED');
}
