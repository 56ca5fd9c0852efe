import { keyText } from './attempt-store.ts';
import { type OpenCarrier, readOutcomes } from './carrier-store.ts';
import { type Carrying, finish, recoverWaitMs } from './carrying.ts';
import type { Travelling } from './travelling.ts';

export interface Taken {
  orders: Travelling[];
  /** Whether the order in this place of the carrier is among them. */
  places: boolean[];
}

/** Takes a carrier's orders out of the open ones; null when none of them is open. */
export function takeRiders({ orders: keys }: OpenCarrier, open: Map<string, Travelling>): Taken | null {
  const riders = keys.map((key) => open.get(keyText(key)));
  const orders = riders.filter((order) => order !== undefined);
  for (const order of orders) open.delete(keyText(order.key));
  return orders.length === 0 ? null : { orders, places: riders.map((order) => order !== undefined) };
}

/** Orders of one carrier are settled together: where only some are open, the others could not be read. */
export async function finishTaken(
  path: Carrying,
  carrier: OpenCarrier,
  { orders, places }: Taken,
): Promise<void> {
  const results = readOutcomes(carrier.result).filter((_, place) => places[place]);
  await finish(path, { ...carrier, result: JSON.stringify({ results }) }, orders, recoverWaitMs);
}
