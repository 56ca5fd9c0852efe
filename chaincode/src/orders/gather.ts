import { requireAccount, requireOpen } from '../accounts.ts';
import type { OrderRule } from '../order-context.ts';
import { foldHints } from '../purse.ts';

/** Folds up to 64 hinted notes of one account into its purse, so that its next payment stays small. Anyone may. */
export const gather: OrderRule<'gather'> = {
  async run(context) {
    const { state, order, signed } = context;
    const { account: id } = order.body;
    requireOpen(await requireAccount(state, id));
    signed.anyone();
    const { purse, notes } = await foldHints(context, id);
    state.put('purse', [id], purse);
    return { account: id, notes };
  },
};
