import {
  carrierResultSchema,
  carrierSchema,
  idSchema,
  orderBytes,
  signedOrderSchemaOf,
} from '@kumoh-pay/domain';
import { z } from 'zod';
import type { AuditBlock, AuditTransaction, BlockSource } from './block-source.ts';
import type { Finding, Place } from './finding.ts';
import { sha256 } from './signature.ts';
import { parseJson, stableJson } from './stable-json.ts';

/**
 * The proof that a member or a vendor keeps of one order: where it stands on the ledger and, as far as the file has
 * them, its digest, the block's hash and the result. What it names must be on the chain as it says.
 */
export const receiptSchema = z.object({
  block: z.int().min(0),
  transactionId: z.string(),
  order: z.object({ type: z.string(), id: idSchema }),
  digest: z.string().optional(),
  blockHash: z.string().optional(),
  result: z.json().optional(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** Null when the file is no receipt. */
export const readReceipt = (text: string): Receipt | null =>
  receiptSchema.safeParse(parseJson(text)?.value).data ?? null;

/** Every difference between the receipt and the chain; none means that the order is on it, valid and done. */
export async function checkReceipt(
  source: BlockSource,
  ledger: string,
  receipt: Receipt,
): Promise<Finding[]> {
  const place: Place = {
    block: receipt.block,
    transaction: receipt.transactionId,
    order: `${receipt.order.type} ${receipt.order.id}`,
  };
  const differs = (detail: string): Finding[] => [{ kind: 'receipt-differs', detail, place }];
  const block = await findBlock(source, receipt.block);
  if (!block) return differs('there is no such block');
  if (receipt.blockHash !== undefined && receipt.blockHash !== block.hash)
    return differs('the block has another hash');
  const transaction = block.transactions.find((one) => one.transactionId === receipt.transactionId);
  if (!transaction) return differs('the block has no such transaction');
  if (transaction.code !== 'VALID')
    return differs(`the transaction is ${transaction.code}: nothing of it happened`);
  const problem = orderProblem(ledger, transaction, receipt);
  return problem === null ? [] : differs(problem);
}

async function findBlock(source: BlockSource, number: number): Promise<AuditBlock | null> {
  for await (const block of source.blocks()) {
    if (block.number === number) return 'unreadable' in block ? null : block;
  }
  return null;
}

function orderProblem(
  ledger: string,
  transaction: AuditTransaction,
  { order, digest, result }: Receipt,
): string | null {
  const carrier = carrierSchema.safeParse(parseJson(transaction.args[0] ?? '')?.value).data;
  const results = carrierResultSchema.safeParse(parseJson(transaction.result)?.value).data?.results;
  if (!carrier || !results) return 'the transaction is no carrier';
  for (const [place, raw] of carrier.orders.entries()) {
    const read = signedOrderSchemaOf(raw).safeParse(raw).data;
    if (read?.order.type !== order.type || read.order.id !== order.id) continue;
    const outcome = results[place];
    if (!outcome?.ok) return `the order was refused: ${outcome?.code}`;
    if (digest !== undefined && digest !== sha256(orderBytes(ledger, read.order)))
      return 'the order has another digest';
    return result === undefined || stableJson(result) === stableJson(outcome.result)
      ? null
      : 'the order had another result';
  }
  return 'the transaction carries no such order';
}
