import type { Block } from './block.ts';

/** The one event of a valid transaction, after its commit. */
export type TransactionEvent = { block: number; transactionId: string; name: string; payload: string };

/**
 * The events of the valid transactions, in block order. To resume, read the blocks from the one of the last event
 * that was dealt with and give that event's transaction id: events up to and with it are left out.
 */
export async function* transactionEvents(
  blocks: AsyncIterable<Block>,
  afterTransactionId?: string,
): AsyncGenerator<TransactionEvent> {
  let skipping = afterTransactionId !== undefined;
  for await (const block of blocks) {
    const known =
      skipping && block.transactions.some(({ transactionId }) => transactionId === afterTransactionId);
    // A checkpoint of a transaction that is not in the first block given must not silence everything after it.
    skipping = known;
    for (const { transactionId, event, code } of block.transactions) {
      if (!skipping && event !== null && code === 'VALID') {
        yield { block: block.number, transactionId, name: event.name, payload: event.payload };
      }
      if (transactionId === afterTransactionId) skipping = false;
    }
  }
}
