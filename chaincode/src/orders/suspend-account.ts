import { type Account, Refusal } from '@kumoh-pay/domain';
import { requireAccount, requireOpen } from '../accounts.ts';
import { type OrderContext, type OrderRule, requireShown } from '../order-context.ts';

type Suspender = NonNullable<Account['suspendedBy']>;
/** A suspension by enroller or registrar overrides the account's own. */
const rank: Record<Suspender, number> = { account: 0, enroller: 1, registrar: 2 };

/** The account receives and does not spend. Signed by its key, the enroller ("I lost my phone") or a registrar. */
export const suspendAccount: OrderRule<'suspendAccount'> = {
  async run(context) {
    const { state, order } = context;
    const { account: id, shown } = order.body;
    const account = await requireAccount(state, id);
    requireOpen(account);
    const by = suspender(context);
    if (by === 'registrar') requireShown(shown, account);
    const suspendedBy =
      account.suspendedBy !== null && rank[account.suspendedBy] > rank[by] ? account.suspendedBy : by;
    state.put('account', [id], { ...account, status: 'suspended', suspendedBy });
    return { account: id, by: suspendedBy };
  },
};

function suspender({ order, signed }: OrderContext<'suspendAccount'>): Suspender {
  if (signed.officer('registrar') !== null) return 'registrar';
  if (signed.officer('enroller') !== null) return 'enroller';
  if (signed.has('account', order.body.account)) return 'account';
  throw new Refusal('NOT_AUTHORISED', 'account');
}
