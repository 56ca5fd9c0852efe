import { type Id, newId, type Order, won } from '@kumoh-pay/domain';
import type { Campus } from './campus.ts';
import { found } from './founding.ts';
import { enrol, newStudent, type Student } from './member.ts';
import { issueTo, newProgramme, openShop, type Shop } from './shop.ts';
import { newOrder } from './signer.ts';

/** Two shops, and a student with 200,000 won of one programme. */
export async function openTrade(campus: Campus): Promise<{ kim: Student; shop: Shop; other: Shop }> {
  const officers = await found(campus);
  const kim = newStudent(campus, '20260001', '김민수');
  await enrol(campus, officers[0], kim);
  const shop = await openShop(campus, officers[0], '학생식당');
  const other = await openShop(campus, officers[0], '카페');
  const meal = await newProgramme(officers, '식권');
  await issueTo(officers[0], meal, kim.account, 200_000);
  return { kim, shop, other };
}

/** The first manager that openShop has named, with the PIN. */
export async function managerOf(shop: Shop): Promise<{ staff: Id; pin: string }> {
  const boss = (await shop.counter.staff.list.query()).find((one) => one.role === 'manager');
  return { staff: boss?.id ?? '', pin: '4071' };
}

/** What a tablet signs beside charges. */

export function signedBy<Signed extends Order>(at: Shop, order: Signed) {
  return { order, signatures: [at.tablet.order(at.ledgerName, 'terminal', at.terminal, order)] };
}
export const refundOf = (at: Shop, charge: Id, amount: number) =>
  signedBy(at, newOrder('refund', { vendor: at.vendor, terminal: at.terminal, charge, amount: won(amount) }));
export function voidOf(at: Shop, charge: Id, type: 'charge' | 'pay' = 'charge') {
  const body = { type, id: charge, vendor: at.vendor };
  return signedBy(at, { type: 'void' as const, id: newId(), body, at: Date.now() });
}
