import {
  addWon,
  dayBoxes,
  feeOf,
  type Id,
  type Lot,
  Refusal,
  type Settlement,
  subtractWon,
  vendorBox,
  type Won,
  zeroWon,
} from '@kumoh-pay/domain';
import { settledLots } from '../conservation.ts';
import { withNote } from '../count.ts';
import { totalOf } from '../lots.ts';
import type { OrderContext, OrderRule } from '../order-context.ts';
import { presentDay } from '../sale.ts';
import { putSettlement, requireSettlement, requireState } from '../settlements.ts';

/**
 * Counts whole boxes of a sealed day where they lie; reads, deletes nothing. The last box completes the figures. Anyone
 * may; it travels alone. A day whose takings are negative is carried over into the vendor's present day.
 */
export const countDay: OrderRule<'countDay'> = {
  async run(context) {
    const { state, order, signed } = context;
    const { vendor, day, boxes } = order.body;
    let settlement = await requireSettlement(state, vendor, day);
    signed.anyone();
    requireState(settlement, 'sealed', 'counting');
    if (boxes.some((box) => settlement.boxes.includes(box)))
      throw new Refusal('SETTLEMENT_STATE', 'a box is counted already');
    for (const box of boxes) {
      const lots = new Map<Id, Won>();
      for await (const { note } of state.notes(vendorBox(vendor, day, box))) {
        settlement = withNote(settlement, note);
        for (const { programme, amount } of note.lots)
          lots.set(programme, addWon(lots.get(programme) ?? zeroWon, amount));
      }
      // One posting a programme, not one a note: the journal of a busy day would be megabytes.
      const sums = [...lots].map(([programme, amount]) => ({ programme, amount }));
      context.post(
        vendorBox(vendor, day, box),
        'settled',
        sums.sort((a, b) => (a.programme < b.programme ? -1 : 1)),
      );
      context.count(sums);
    }
    settlement = {
      ...settlement,
      state: 'counting',
      boxes: [...settlement.boxes, ...boxes].sort((a, b) => a - b),
    };
    if (settlement.boxes.length === dayBoxes) settlement = await complete(context, settlement);
    return putSettlement(state, vendor, day, settlement);
  },
};

async function complete(context: OrderContext<'countDay'>, settlement: Settlement): Promise<Settlement> {
  const lots = settledLots(settlement);
  const takings = totalOf(lots);
  const fee = feeOf(takings, settlement.feeBasisPoints);
  const counted: Settlement = { ...settlement, state: 'counted', fee, net: subtractWon(takings, fee) };
  return takings < 0 ? carry(context, counted, lots) : counted;
}

/** All lots of the day, of either sign, go from settled into one note of the present day. */
async function carry(
  { state, order, now, post, spread }: OrderContext<'countDay'>,
  settlement: Settlement,
  lots: Lot[],
): Promise<Settlement> {
  const { vendor, day } = order.body;
  const present = await presentDay(state, vendor);
  const box = vendorBox(vendor, present, spread);
  state.put('note', [box, `k.${day}`], { lots, from: `v.${vendor}.${day}`, kind: 'carry', at: now });
  post('settled', box, lots);
  return { ...settlement, state: 'carried', carriedTo: present };
}
