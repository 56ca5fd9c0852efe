import { addWon, type Lot, type Note, type Settlement, subtractWon, zeroWon } from '@kumoh-pay/domain';

type Figures = Settlement['programmes'][number];

/** The settlement with one more note counted: a charge adds to gross, a refund to refunds, an earlier day's carry to carried. */
export function withNote(settlement: Settlement, note: Note): Settlement {
  const isCharge = note.kind === 'charge';
  const isRefund = note.kind === 'refund';
  return {
    ...settlement,
    programmes: note.lots.reduce((figures, lot) => withLot(figures, lot, note.kind), settlement.programmes),
    charges: settlement.charges + Number(isCharge),
    refunds: settlement.refunds + Number(isRefund),
    first: isCharge ? Math.min(settlement.first ?? note.at, note.at) : settlement.first,
    last: isCharge ? Math.max(settlement.last ?? note.at, note.at) : settlement.last,
  };
}

/** Ascending by programme, so that every endorser writes the same. */
function withLot(figures: readonly Figures[], { programme, amount }: Lot, kind: Note['kind']): Figures[] {
  const before = figures.find((one) => one.programme === programme) ?? {
    programme,
    gross: zeroWon,
    refunds: zeroWon,
    carried: zeroWon,
  };
  const after = {
    programme,
    gross: kind === 'charge' ? addWon(before.gross, amount) : before.gross,
    // Lots of a refund's note to the vendor are negative, and what a carry passes on is a deduction when it is positive.
    refunds: kind === 'refund' ? subtractWon(before.refunds, amount) : before.refunds,
    carried: kind === 'carry' ? subtractWon(before.carried, amount) : before.carried,
  };
  return [...figures.filter((one) => one.programme !== programme), after].sort((a, b) =>
    a.programme < b.programme ? -1 : 1,
  );
}
