import type { Id, SignedOrder } from '@kumoh-pay/domain';
import { accountBox, hintsMax, hintsPerAccountMax, readPayCode, revokePartSize } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { waitingNotes } from '../index/waiting-notes.ts';

/** Whose notes an order folds in, and how many of each; none for an order that spends nothing. */
export function foldsOf({ order, part }: SignedOrder): { accounts: Id[]; most: number } {
  switch (order.type) {
    case 'charge': {
      const account = readPayCode(order.body.code)?.account;
      return { accounts: account ? [account] : [], most: hintsMax };
    }
    case 'pay':
    case 'presentCharge':
    case 'gather':
      return { accounts: [order.body.account], most: hintsMax };
    case 'transfer':
      return { accounts: [order.body.from], most: hintsMax };
    case 'revoke': {
      const first = (part ?? 0) * revokePartSize;
      const receivers = order.body.receivers.slice(first, first + revokePartSize);
      return { accounts: receivers.map(({ account }) => account), most: hintsPerAccountMax };
    }
    case 'expire':
      return { accounts: order.body.accounts, most: hintsPerAccountMax };
    default:
      return { accounts: [], most: 0 };
  }
}

/** Each order with the notes that the server names beside it: soonest last day first, then sorted as the contract wants them. */
export async function nameHintsOf(db: Database, orders: readonly SignedOrder[]): Promise<SignedOrder[]> {
  const folds = orders.map(foldsOf);
  const most = Math.max(...folds.map((one) => one.most));
  const notes = await waitingNotes(db, new Set(folds.flatMap(({ accounts }) => accounts)), most);
  return orders.map((signed, place) => {
    const { accounts, most } = folds[place] ?? foldsOf(signed);
    const hints = accounts.flatMap((account) =>
      (notes.get(account) ?? []).slice(0, most).map((note) => `${accountBox(account)}/${note}`),
    );
    const { hints: before, ...bare } = signed;
    if (hints.length > 0) return { ...bare, hints: hints.sort() };
    return before === undefined ? signed : bare;
  });
}

export async function nameHints(db: Database, signed: SignedOrder): Promise<SignedOrder> {
  const [named = signed] = await nameHintsOf(db, [signed]);
  return named;
}
