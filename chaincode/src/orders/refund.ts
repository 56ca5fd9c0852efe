import {
  accountBox,
  addDays,
  addWon,
  type Lot,
  negateWon,
  Refusal,
  seoulDay,
  vendorBox,
  zeroWon,
} from '@kumoh-pay/domain';
import { requireAccount } from '../accounts.ts';
import { programmesOf, takeInReverse } from '../lots.ts';
import type { OrderContext, OrderRule } from '../order-context.ts';
import { presentDay, requireTerminal } from '../sale.ts';
import { addToSupply } from '../supply.ts';

/**
 * Gives back a charge of the vendor's own, in part or whole, as a new entry. Signed by the terminal; above the vendor's
 * cap of the day, or when the charge's day is sealed, by an approver too. A closed account's won go back to their programmes.
 */
export const refund: OrderRule<'refund'> = {
  async run(context) {
    const { state, order, signed, policy, now, today } = context;
    const { vendor, terminal, charge: chargeId, amount } = order.body;
    await requireTerminal(state, terminal, vendor);
    signed.require('terminal', terminal);
    const charge = await state.get('charge', vendor, chargeId);
    if (charge?.state === 'bounced') throw new Refusal('CHARGE_BOUNCED');
    if (charge?.state !== 'paid') throw new Refusal('UNKNOWN_CHARGE');
    const refunded = addWon(charge.refunded, amount);
    if (refunded > charge.amount) throw new Refusal('REFUND_EXCEEDS_CHARGE');
    if (today > addDays(seoulDay(charge.at), policy.limits.refundDays)) throw new Refusal('REFUND_TOO_LATE');
    const lots = takeInReverse(charge.lots, charge.refunded, amount);
    await requireNotOver(context, lots);
    const day = await presentDay(state, vendor);
    const sum = addWon((await state.get('refunds', vendor, today))?.sum ?? zeroWon, amount);
    const approved = signed.officer('approver') !== null;
    if (charge.day !== day && !approved)
      throw new Refusal('SECOND_OFFICER_NEEDED', 'the day of the charge is sealed');
    if (sum > policy.limits.refundDayCap && !approved) throw new Refusal('REFUND_CAP');
    const revoked = (await requireAccount(state, charge.account)).status === 'closed';

    // From here on the refund must succeed.
    const box = vendorBox(vendor, day, context.spread);
    const place = revoked ? 'revoked' : accountBox(charge.account);
    state.put('note', [box, `r.${order.id}`], {
      lots: lots.map(negated),
      from: place,
      kind: 'refund',
      at: now,
    });
    if (revoked) await addToSupply(state, 'revoked', lots);
    else state.put('note', [place, `r.${order.id}`], { lots, from: box, kind: 'refund', at: now });
    context.post(box, place, lots);
    state.put('charge', [vendor, chargeId], { ...charge, refunded });
    state.put('refunds', [vendor, today], { sum });
    return {
      refund: order.id,
      charge: chargeId,
      vendor,
      terminal,
      day,
      account: charge.account,
      amount,
      lots,
      revoked,
      refunded,
      at: now,
    };
  },
};

const negated = ({ programme, amount }: Lot): Lot => ({ programme, amount: negateWon(amount) });

/** @throws PROGRAMME_OVER: won that could not be spent any more are not given back. */
async function requireNotOver({ state, today }: OrderContext<'refund'>, lots: readonly Lot[]): Promise<void> {
  for (const programme of (await programmesOf(state, lots)).values())
    if (today > programme.lastDay) throw new Refusal('PROGRAMME_OVER');
}
