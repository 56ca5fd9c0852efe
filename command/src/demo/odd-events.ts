import { codeCapDefault, type ErrorCode, minuteMs, newId, won } from '@kumoh-pay/domain';
import { refundFor } from '@kumoh-pay/server/counter/refund.ts';
import { demoPins } from './people.ts';
import type { Purses } from './purses.ts';
import { type Sale, type Shop, terminalSigns } from './sales.ts';
import { accountSigns, type Seeding } from './seeding.ts';

/** What does not happen every time: money given back, sent to a friend, and charges that are refused. */

/** The whole charge, or half of it, with the manager's PIN, some minutes after it was made. */
export async function giveBack(seeding: Seeding, purses: Purses, sale: Sale): Promise<void> {
  const { shop, charge, member } = sale;
  const whole = seeding.chance.happens(0.7);
  const amount = whole ? sale.amount : Math.max(100, Math.floor(sale.amount / 200) * 100);
  const body = { vendor: shop.vendor, terminal: shop.terminal.id, charge, amount: won(amount) };
  const signed = { ...seeding.sign('refund', body, [terminalSigns(shop)]) };
  const [manager, cashier] = shop.staffIds;
  if (signed.order.type !== 'refund' || manager === undefined || cashier === undefined)
    throw new Error('a shop has a manager and cashiers');
  const given = await refundFor(seeding.parts, { id: shop.terminal.id, vendor: shop.vendor }, cashier, {
    signed: { order: signed.order, signatures: signed.signatures },
    reason: seeding.chance.of(['wrong-item', 'not-served', 'returned', 'wrong-amount'] as const),
    manager: { staff: manager, pin: demoPins.manager },
  });
  if (!given.ok) throw new Error(`a refund of the demo did not commit: ${given.code} ${given.detail}`);
  // What came back to meal vouchers is left out of what the member counts on.
  if (!shop.takesMeals) purses.receive(member.id, amount);
}

/** A member sends some of what is taken everywhere to another. */
export async function sendToFriend(seeding: Seeding, purses: Purses): Promise<void> {
  const [from, to] = seeding.chance.some(seeding.campus.members, 2);
  const amount = seeding.chance.of([3_000, 5_000, 5_000, 10_000]);
  if (!from || !to || !purses.take(from.id, amount, false)) return;
  await seeding.done('transfer', { from: from.id, to: to.id, amount: won(amount) }, [accountSigns(from)]);
  purses.receive(to.id, amount);
}

/** A charge above the member's own cap, and one that the purse cannot pay: refused, and told to the member's phone. */
export async function refusedCharges(seeding: Seeding, purses: Purses, shop: Shop): Promise<void> {
  const { chance, campus } = seeding;
  await refused(seeding, shop, chance.of(campus.members).id, codeCapDefault + 4_500, 'CODE_CAP');
  const [poorest] = [...campus.members].sort((a, b) => purses.total(a.id) - purses.total(b.id));
  if (!poorest) return;
  const amount = purses.total(poorest.id) + 2_500;
  seeding.clock.moveTo(seeding.now + minuteMs);
  // Whoever still has more than a code's cap is not short of money.
  if (amount <= codeCapDefault && !shop.takesMeals)
    await refused(seeding, shop, poorest.id, amount, 'INSUFFICIENT_FUNDS');
}

async function refused(
  seeding: Seeding,
  shop: Shop,
  account: string,
  amount: number,
  expected: ErrorCode,
): Promise<void> {
  const member = seeding.campus.members.find(({ id }) => id === account);
  if (!member) throw new Error('nobody of this account');
  const code = member.hand.payCode(seeding.ledgerName, account, seeding.now, codeCapDefault);
  const body = { vendor: shop.vendor, terminal: shop.terminal.id, amount: won(amount), code };
  const answer = await seeding.submit(seeding.sign('charge', body, [terminalSigns(shop)], newId()));
  if (answer.state !== 'refused') throw new Error(`the demo expected ${expected}, not ${answer.state}`);
}
