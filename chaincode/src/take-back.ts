import {
  hintsPerAccountMax,
  type Id,
  type Lot,
  type OrderType,
  pursePlace,
  type Won,
} from '@kumoh-pay/domain';
import { takeUpTo, totalOf } from './lots.ts';
import type { OrderContext } from './order-context.ts';
import { foldHints } from './purse.ts';

/** Takes up to `most` of one programme out of an account, hinted notes included; what revoke and expire share. */
export async function takeBack(
  context: OrderContext<OrderType>,
  account: Id,
  programme: Id,
  most: Won,
  to: 'revoked' | 'expired',
): Promise<Lot[]> {
  const { purse, notes } = await foldHints(context, account, hintsPerAccountMax);
  const { taken, left } = takeUpTo(purse.lots, most, (lot) => lot.programme === programme);
  if (notes > 0 || totalOf(taken) > 0) context.state.put('purse', [account], { ...purse, lots: left });
  context.post(pursePlace(account), to, taken);
  return taken;
}
