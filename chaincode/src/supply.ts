import { addWon, type Id, type Lot, Refusal, type Supply, zeroWon } from '@kumoh-pay/domain';
import type { State } from './state.ts';

export const emptySupply: Supply = { reserved: zeroWon, issued: zeroWon, revoked: zeroWon, expired: zeroWon };

/** @throws UNKNOWN_PROGRAMME */
export async function requireSupply(state: State, programme: Id): Promise<Supply> {
  const supply = await state.get('supply', programme);
  if (!supply) throw new Refusal('UNKNOWN_PROGRAMME');
  return supply;
}

/** Books lots as revoked or expired with their programmes. */
export async function addToSupply(
  state: State,
  field: 'revoked' | 'expired',
  lots: readonly Lot[],
): Promise<void> {
  for (const { programme, amount } of lots) {
    const supply = await requireSupply(state, programme);
    state.put('supply', [programme], { ...supply, [field]: addWon(supply[field], amount) });
  }
}
