import { Refusal, type Settlement, sealPauseMs } from '@kumoh-pay/domain';
import type { OrderRule } from '../order-context.ts';
import { requireTerminal } from '../sale.ts';
import { putSettlement } from '../settlements.ts';

/** Moves the vendor on to the next day in one small write; zero sales are allowed. Signed by a terminal of the vendor or an approver. */
export const sealDay: OrderRule<'sealDay'> = {
  async run({ state, order, signed, now }) {
    const { vendor: id, day: number } = order.body;
    const [vendor, day] = [await state.get('vendor', id), await state.get('day', id)];
    if (!vendor || !day) throw new Refusal('UNKNOWN_VENDOR');
    const byApprover = signed.officer('approver') !== null;
    const terminal = signed.by.find((by) => by.startsWith('terminal.'))?.slice('terminal.'.length);
    if (!byApprover || terminal !== undefined) {
      if (terminal === undefined) throw new Refusal('NOT_AUTHORISED', 'terminal');
      await requireTerminal(state, terminal, id);
      signed.require('terminal', terminal);
    }
    if (day.number !== number) throw new Refusal('DAY_MOVED_ON');
    if (!byApprover && day.lastSealed !== null && now - day.lastSealed < sealPauseMs)
      throw new Refusal('SEALED_JUST_NOW');

    const next = number + 1;
    state.put('day', [id], { number: next, opened: now, lastSealed: now });
    const { settlement } = putSettlement(state, id, number, sealed(vendor.feeBasisPoints, now));
    return { vendor: id, day: number, next, settlement };
  },
};

const sealed = (feeBasisPoints: number, now: number): Settlement => ({
  state: 'sealed',
  feeBasisPoints,
  sealedAt: now,
  boxes: [],
  programmes: [],
  charges: 0,
  refunds: 0,
  first: null,
  last: null,
  fee: null,
  net: null,
  carriedTo: null,
  payee: null,
  approvedBy: null,
  batch: null,
  rejection: null,
});
