import { accountBox, type Lot, pursePlace, Refusal, sweepNotesMax } from '@kumoh-pay/domain';
import { requireAccount } from '../accounts.ts';
import { totalOf } from '../lots.ts';
import type { OrderRule } from '../order-context.ts';
import { readPurse } from '../purse.ts';
import { addToSupply } from '../supply.ts';

/** A closed account's purse and notes go back to their programmes as revoked, a page an order. Anyone may; it travels alone. */
export const sweepAccount: OrderRule<'sweepAccount'> = {
  async run(context) {
    const { state, order, signed } = context;
    const { account: id } = order.body;
    const account = await requireAccount(state, id);
    signed.anyone();
    if (account.status !== 'closed') throw new Refusal('ACCOUNT_NOT_CLOSED');
    const box = accountBox(id);
    const swept: Lot[] = [];
    let notes = 0;
    for await (const { id: noteId, note } of state.notes(box)) {
      notes += 1;
      if (notes > sweepNotesMax) break;
      state.delete('note', [box, noteId]);
      context.post(box, 'revoked', note.lots);
      swept.push(...note.lots);
    }
    const purse = await readPurse(state, id);
    if (purse.lots.length > 0) {
      context.post(pursePlace(id), 'revoked', purse.lots);
      swept.push(...purse.lots);
      state.put('purse', [id], { ...purse, lots: [] });
    }
    await addToSupply(state, 'revoked', swept);
    return { account: id, amount: totalOf(swept), more: notes > sweepNotesMax };
  },
};
