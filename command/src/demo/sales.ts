import { codeCapDefault, type Id, newId, type SignedOrder, secondMs, won } from '@kumoh-pay/domain';
import { type BasketLine, keepBasket } from '@kumoh-pay/server/counter/store.ts';
import { transaction } from '@kumoh-pay/server/db/index.ts';
import { itemsOf } from '@kumoh-pay/server/item/store.ts';
import type { SubmitAnswer } from '@kumoh-pay/server/money.ts';
import { staffOf } from '@kumoh-pay/server/staff/store.ts';
import type { DemoMemberKeys, DemoShopKeys } from './campus.ts';
import type { Signing } from './hand.ts';
import type { Purses } from './purses.ts';
import { accountSigns, type Seeding } from './seeding.ts';
import type { Rush } from './shops.ts';

/** A request code that the till shows; the phone pays it at once. */
const requestLifetimeSeconds = 300;
/** One in so many sales is paid over the till's request instead of the member's code. */
const requestShare = 0.08;

export interface Sale {
  charge: Id;
  shop: Shop;
  member: DemoMemberKeys;
  amount: number;
}
/** A shop as it stands at its till: who works there and what there is to sell. */
export interface Shop extends DemoShopKeys {
  /** Its manager first. */
  staffIds: Id[];
  tiles: { id: Id; name: string; won: number }[];
  /** The vouchers for meals are taken here. */
  takesMeals: boolean;
}

export async function readShops({ parts, campus }: Seeding): Promise<Shop[]> {
  return Promise.all(
    campus.shops.map(async (shop, place) => {
      const [staff, tiles] = await Promise.all([
        staffOf(parts.db, shop.vendor),
        itemsOf(parts.db, shop.vendor),
      ]);
      const manager = staff.filter(({ role }) => role === 'manager');
      const cashiers = staff.filter(({ role }) => role === 'cashier');
      const staffIds = [...manager, ...cashiers].map(({ id }) => id);
      return { ...shop, staffIds, tiles, takesMeals: place === 0 };
    }),
  );
}

export const terminalSigns = ({ terminal }: DemoShopKeys): Signing => ({
  hand: terminal.hand,
  role: 'terminal',
  id: terminal.id,
});

/** Everybody who buys at this moment, submitted at once so that carriers fill. @returns what was paid. */
export async function sellRush(
  seeding: Seeding,
  shops: readonly Shop[],
  purses: Purses,
  rush: Rush,
): Promise<Sale[]> {
  const { chance, campus } = seeding;
  const buyers = chance.some(campus.members, chance.between(Math.ceil(rush.buyers * 0.6), rush.buyers));
  const wishes = buyers.flatMap((member) => {
    const shop = shops[chance.of(rush.shops)];
    if (!shop) return [];
    const basket = basketFrom(seeding, shop);
    const amount = basket.reduce((sum, line) => sum + line.won * line.quantity, 0);
    return purses.take(member.id, amount, shop.takesMeals) ? [{ member, shop, basket, amount }] : [];
  });
  const orders = wishes.map((wish) => ({ ...wish, signed: saleOrder(seeding, wish) }));
  await keepBaskets(seeding, orders);
  const answers = await Promise.all(orders.map(({ signed }) => seeding.submit(signed)));
  for (const answer of answers) expectCommitted(answer);
  return orders.map(({ signed, shop, member, amount }) => ({
    charge: signed.order.id,
    shop,
    member,
    amount,
  }));
}

function expectCommitted(answer: SubmitAnswer): void {
  if (answer.state !== 'committed')
    throw new Error(`a sale of the demo did not commit: ${JSON.stringify(answer)}`);
}

/** One thing, often two; a meal mostly one. */
function basketFrom({ chance }: Seeding, shop: Shop): BasketLine[] {
  const count = chance.happens(shop.takesMeals ? 0.2 : 0.35) ? 2 : 1;
  return chance.some(shop.tiles, count).map(({ id, name, won: price }) => ({
    item: id,
    name,
    won: won(price),
    quantity: chance.happens(0.06) ? 2 : 1,
  }));
}

function saleOrder(seeding: Seeding, wish: Omit<Sale, 'charge'>): SignedOrder {
  if (seeding.chance.happens(requestShare)) return payOrder(seeding, wish);
  const { shop, member, amount } = wish;
  return seeding.sign(
    'charge',
    {
      vendor: shop.vendor,
      terminal: shop.terminal.id,
      amount: won(amount),
      code: member.hand.payCode(seeding.ledgerName, member.id, seeding.now, codeCapDefault),
    },
    [terminalSigns(shop)],
  );
}

function payOrder(seeding: Seeding, { shop, member, amount }: Omit<Sale, 'charge'>): SignedOrder {
  const charge = newId();
  const expiresSeconds = Math.floor(seeding.now / secondMs) + requestLifetimeSeconds;
  const request = shop.terminal.hand.requestCode(seeding.ledgerName, {
    charge,
    terminal: shop.terminal.id,
    amount,
    expiresSeconds,
  });
  return seeding.sign('pay', { account: member.id, request }, [accountSigns(member)], charge);
}

/** Before anything is sent, as the counter does; all of the moment's in one transaction. */
function keepBaskets(
  seeding: Seeding,
  orders: readonly { signed: SignedOrder; shop: Shop; basket: BasketLine[] }[],
): Promise<void> {
  const { parts, chance } = seeding;
  const rows = orders.map(({ signed, shop, basket }) => ({
    basket,
    charge: {
      charge: signed.order.id,
      vendor: shop.vendor,
      terminal: shop.terminal.id,
      staff: chance.of(shop.staffIds),
      at: seeding.now,
    },
  }));
  return transaction(parts.db, async (tx) => {
    for (const { charge, basket } of rows) await keepBasket(tx, charge, basket);
  });
}
