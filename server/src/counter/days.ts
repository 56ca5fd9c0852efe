import {
  type Id,
  ok,
  type Result,
  type ResultOf,
  refuse,
  resultSchemas,
  type Settlement,
  type SignedOrder,
  settlementSchema,
} from '@kumoh-pay/domain';
import type { ServerParts } from '../doors/context.ts';
import { settlementOf } from '../index/settlements.ts';
import { programmeNames } from '../wallet/store.ts';
import type { Counter } from './charge.ts';
import { dayFigures } from './day-figures.ts';
import { expectedPayAt } from './expected-pay.ts';

/** A month of days a page. */
const daysAtOnce = 31;

/** A sealed day as the vendor sees it. In won; null while it is being counted. */
export interface DayLine {
  day: number;
  state: Settlement['state'];
  sealedAt: number;
  charges: number;
  gross: number;
  refunded: number;
  fee: number | null;
  net: number | null;
  rejection: string | null;
}

const total = (settlement: Settlement, of: 'gross' | 'refunds'): number =>
  settlement.programmes.reduce((sum, programme) => sum + programme[of], 0);

export function dayLine(day: number, settlement: Settlement): DayLine {
  const { state, sealedAt, charges, fee, net, rejection } = settlement;
  return {
    day,
    state,
    sealedAt,
    charges,
    gross: total(settlement, 'gross'),
    refunded: total(settlement, 'refunds'),
    fee,
    net,
    rejection,
  };
}

/** Closes the vendor's day with the terminal's own signature. Counting follows by itself. */
export async function sealFor(
  { money }: Pick<ServerParts, 'money'>,
  terminal: Counter,
  signed: SignedOrder<'sealDay'>,
): Promise<Result<DayLine>> {
  if (signed.order.body.vendor !== terminal.vendor) return refuse('WRONG_VENDOR');
  const answer = await money.submitOrder(signed);
  if (answer.state === 'refused') return refuse(answer.code, answer.detail);
  if (answer.state !== 'committed') return refuse(answer.state === 'void' ? 'ORDER_VOID' : 'OUTCOME_UNKNOWN');
  const { day, settlement }: ResultOf<'sealDay'> = resultSchemas.sealDay.parse(answer.result);
  return ok(dayLine(day, settlement));
}

/** Newest first. */
export async function daysOf(
  db: ServerParts['db'],
  vendor: Id,
  before?: number,
): Promise<{ days: DayLine[]; more: boolean }> {
  const rows = await db
    .selectFrom('settlement')
    .select(['day', 'figures'])
    .where('vendor', '=', vendor)
    .$if(before !== undefined, (query) => query.where('day', '<', before ?? 0))
    .orderBy('day', 'desc')
    .limit(daysAtOnce + 1)
    .execute();
  const days = rows
    .slice(0, daysAtOnce)
    .map(({ day, figures }) => dayLine(day, settlementSchema.parse(JSON.parse(figures))));
  return { days, more: rows.length > daysAtOnce };
}

/** The Z report: what the ledger counted, and beside it items and staff. Its number is the business day's. */
export async function dayReport(db: ServerParts['db'], vendor: Id, day: number) {
  const settlement = await settlementOf(db, vendor, day);
  if (!settlement) return null;
  const { items, staff, cash } = await dayFigures(db, vendor, day);
  const names = await programmeNames(
    db,
    settlement.programmes.map(({ programme }) => programme),
  );
  const programmes = settlement.programmes.map(({ programme, gross, refunds, carried }) => ({
    programme,
    name: names.get(programme) ?? '',
    gross,
    refunds,
    carried,
  }));
  const { refunds, first, last, carriedTo, feeBasisPoints, sealedAt, state } = settlement;
  const isOver = state === 'paid' || state === 'carried';
  return {
    ...dayLine(day, settlement),
    expectedPayAt: isOver ? null : await expectedPayAt(db, vendor, sealedAt),
    refunds,
    first,
    last,
    carriedTo,
    feeBasisPoints,
    programmes,
    items,
    staff,
    cash,
  };
}
