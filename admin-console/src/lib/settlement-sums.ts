import { feeOf, type Settlement, subtractWon, sumWon, type Won, won } from '@kumoh-pay/domain';

export interface Sums {
  gross: Won;
  refunds: Won;
  carried: Won;
  fee: Won;
  net: Won;
}

/** A settlement's sums, by its programmes. Fee and net are worked out here, not copied. */
export function sumsOf({
  programmes,
  feeBasisPoints,
}: Pick<Settlement, 'programmes' | 'feeBasisPoints'>): Sums {
  const gross = sumWon(programmes.map((line) => line.gross));
  const refunds = sumWon(programmes.map((line) => line.refunds));
  const carried = sumWon(programmes.map((line) => line.carried));
  const takings = subtractWon(subtractWon(gross, refunds), carried);
  const fee = feeOf(takings, feeBasisPoints);
  return { gross, refunds, carried, fee, net: subtractWon(takings, fee) };
}

export interface FromSales {
  programmes: { programme: string; gross: number; refunds: number }[];
  charges: number;
  refunds: number;
}
export interface Comparison {
  ledger: Sums;
  anew: Sums;
  charges: number;
  refunds: number;
  agree: boolean;
}

/**
 * The ledger's count beside the charges added up anew. What an earlier day carried over is no charge of this day and
 * is taken from the ledger in both.
 */
export function compare(settlement: Settlement, fromSales: FromSales): Comparison {
  const carriedOf = new Map(settlement.programmes.map((line) => [line.programme, line.carried]));
  const ids = new Set([...carriedOf.keys(), ...fromSales.programmes.map(({ programme }) => programme)]);
  const programmes = [...ids].map((programme) => {
    const sales = fromSales.programmes.find((line) => line.programme === programme);
    return {
      programme,
      gross: won(sales?.gross ?? 0),
      refunds: won(sales?.refunds ?? 0),
      carried: carriedOf.get(programme) ?? won(0),
    };
  });
  const anew = sumsOf({
    programmes: programmes as Settlement['programmes'],
    feeBasisPoints: settlement.feeBasisPoints,
  });
  const ledger = sumsOf(settlement);
  const same = (a: Sums, b: Sums) => a.gross === b.gross && a.refunds === b.refunds && a.net === b.net;
  const counted = settlement.fee === ledger.fee && settlement.net === ledger.net;
  const numbers = settlement.charges === fromSales.charges && settlement.refunds === fromSales.refunds;
  return {
    ledger,
    anew,
    charges: fromSales.charges,
    refunds: fromSales.refunds,
    agree: counted && numbers && same(ledger, anew),
  };
}
