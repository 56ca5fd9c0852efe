import { strict as assert } from 'node:assert';
import {
  addWon,
  type Id,
  type Lot,
  type RecordKind,
  type RecordOf,
  recordSchemas,
  type Settlement,
  subtractWon,
  type Won,
  won,
  zeroWon,
} from '@kumoh-pay/domain';
import type { Change } from './state.ts';

/** Won by programme. */
type Sums = Map<Id, Won>;

const add = (sums: Sums, programme: Id, amount: Won): void =>
  void sums.set(programme, addWon(sums.get(programme) ?? zeroWon, amount));

/**
 * Asserted after every order, over the keys that it really writes and deletes: what left the programmes (issued) is what
 * purses, notes, settlements, revoked and expired gained, programme by programme. `counted` are lots of notes that now
 * count as settled although they stay where they lie. A failure is a defect of the contract: it fails the whole carrier.
 */
export function assertConserved(changes: readonly Change[], counted: readonly Lot[]): void {
  const sums: Sums = new Map();
  for (const { key, kind, before, after } of changes) {
    for (const lot of held(kind, key, after)) add(sums, lot.programme, lot.amount);
    for (const lot of held(kind, key, before)) add(sums, lot.programme, won(-lot.amount));
  }
  for (const lot of counted) add(sums, lot.programme, won(-lot.amount));
  for (const [programme, sum] of sums)
    assert.equal(sum, 0, `an order made or lost ${sum} won of programme ${programme}`);
}

/** The lots that a record stands for; what was issued counts against them. */
function held(kind: RecordKind, key: string, record: RecordOf<RecordKind> | null): Lot[] {
  if (record === null) return [];
  if (kind === 'purse' || kind === 'note')
    return (kind === 'purse' ? recordSchemas.purse : recordSchemas.note).parse(record).lots;
  if (kind === 'settlement') return settledLots(recordSchemas.settlement.parse(record));
  if (kind !== 'supply') return [];
  const { issued, revoked, expired } = recordSchemas.supply.parse(record);
  const programme = key.split(String.fromCharCode(0))[2] ?? '';
  return [{ programme, amount: subtractWon(addWon(revoked, expired), issued) }];
}

/** By programme: gross − refunds − carried, or nothing once a later day has taken the lots over. */
export function settledLots(settlement: Settlement): Lot[] {
  if (settlement.state === 'carried') return [];
  return settlement.programmes
    .map(({ programme, gross, refunds, carried }) => ({
      programme,
      amount: subtractWon(subtractWon(gross, refunds), carried),
    }))
    .filter((lot) => lot.amount !== 0);
}
