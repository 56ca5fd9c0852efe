import { type Id, type Payout, Refusal, type Settlement } from '@kumoh-pay/domain';
import { requireShown } from './order-context.ts';
import { type Line, putSettlement, requireSettlement } from './settlements.ts';
import type { State } from './state.ts';

/** An open batch as it was shown. @throws UNKNOWN_PAYOUT, FIGURES_CHANGED, SETTLEMENT_STATE */
export async function requireOpenPayout(state: State, batch: Id, shown: string): Promise<Payout> {
  const payout = await state.get('payout', batch);
  if (!payout) throw new Refusal('UNKNOWN_PAYOUT');
  requireShown(shown, payout);
  if (payout.state !== 'open') throw new Refusal('SETTLEMENT_STATE', payout.state);
  return payout;
}

/** Moves every settlement of the batch on. */
export async function moveSettlements(
  state: State,
  payout: Payout,
  next: (line: Line) => Partial<Settlement>,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const { vendor, day } of payout.settlements) {
    const settlement = await requireSettlement(state, vendor, day);
    lines.push(putSettlement(state, vendor, day, { ...settlement, ...next({ vendor, day, settlement }) }));
  }
  return lines;
}
