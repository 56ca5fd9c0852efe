import type { Id, SignedOrder } from '@kumoh-pay/domain';
import { issuePartSize } from '@kumoh-pay/domain';
import { foldsOf } from './hints.ts';

/**
 * Whose notes have moved in blocks that the index has not read yet: only an order that folds in notes of such an account
 * waits for the index. Of what other servers send nothing is known, and a hint that is too old is only a hint.
 */
export class Behind {
  readonly #blocks = new Map<Id, number>();
  #everyone: number;
  #last: number;

  /** @param last the ledger's last block at the start: the index may have been left behind it. */
  constructor(last: number) {
    this.#everyone = last;
    this.#last = last;
  }

  /** Orders of this server have committed in a block, and the index has read up to another. */
  note(block: number, orders: readonly SignedOrder[], indexed: number): void {
    if (this.#last <= indexed) this.#blocks.clear();
    this.#last = Math.max(this.#last, block);
    for (const signed of orders) {
      const accounts = movedNotes(signed);
      if (accounts === null) this.#everyone = Math.max(this.#everyone, block);
      else for (const account of accounts) this.#blocks.set(account, block);
    }
  }

  /** The last block with anything of this server's. */
  get last(): number {
    return this.#last;
  }

  /** The block that the index must have read before the notes of these accounts are named; −1: any. */
  blockFor(accounts: readonly Id[]): number {
    return accounts.reduce((most, id) => Math.max(most, this.#blocks.get(id) ?? -1), this.#everyone);
  }
}

/** Accounts of which an order makes or takes notes; null where it does not say. */
function movedNotes(signed: SignedOrder): readonly Id[] | null {
  const { order, part, hints = [] } = signed;
  const folded = hints.length === 0 ? [] : foldsOf(signed).accounts;
  switch (order.type) {
    case 'charge':
    case 'pay':
    case 'sealDay':
    case 'countDay':
      return folded;
    case 'gather':
    case 'revoke':
    case 'expire':
      return foldsOf(signed).accounts;
    case 'transfer':
      return [...folded, order.body.to];
    case 'issue': {
      const first = (part ?? 0) * issuePartSize;
      return order.body.receivers.slice(first, first + issuePartSize).map(({ account }) => account);
    }
    default:
      return null;
  }
}
