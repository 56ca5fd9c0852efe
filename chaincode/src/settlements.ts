import {
  type Id,
  type OrderType,
  Refusal,
  type Settlement,
  settlementFigures,
  type Vendor,
} from '@kumoh-pay/domain';
import type { OrderContext } from './order-context.ts';
import type { State } from './state.ts';
import { sha256 } from './verify.ts';

/** @throws NOT_SEALED when the day has no settlement. */
export async function requireSettlement(state: State, vendor: Id, day: number): Promise<Settlement> {
  const settlement = await state.get('settlement', vendor, String(day));
  if (!settlement) throw new Refusal('NOT_SEALED');
  return settlement;
}

/** @throws SETTLEMENT_STATE unless it is in one of these states. */
export function requireState(settlement: Settlement, ...states: Settlement['state'][]): void {
  if (!states.includes(settlement.state)) throw new Refusal('SETTLEMENT_STATE', settlement.state);
}

/**
 * The vendor, when the officer saw exactly these figures with the vendor's present payee.
 * @throws UNKNOWN_VENDOR, FIGURES_CHANGED
 */
export async function requireFigures(
  context: OrderContext<OrderType>,
  line: { vendor: Id; day: number; shown: string },
  settlement: Settlement,
): Promise<Vendor> {
  const vendor = await context.state.get('vendor', line.vendor);
  if (!vendor) throw new Refusal('UNKNOWN_VENDOR');
  const figures = settlementFigures(context.ledger, line.vendor, line.day, settlement, vendor.payee);
  if (sha256(figures) !== line.shown)
    throw new Refusal('FIGURES_CHANGED', 'the settlement is not as it was shown');
  return vendor;
}

export type Line = { vendor: Id; day: number; settlement: Settlement };

/** Writes a settlement and gives the line that the results name. */
export function putSettlement(state: State, vendor: Id, day: number, settlement: Settlement): Line {
  state.put('settlement', [vendor, String(day)], settlement);
  return { vendor, day, settlement };
}
