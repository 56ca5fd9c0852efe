import { journalSchema, recordSchemas, stateKey } from '@kumoh-pay/domain';
import { z } from 'zod';
import type { Finding, FindingKind } from '../src/finding.ts';
import { editJson, type ForgedTransaction, type Forgery, transactionOf } from './tampering.ts';

/** The pieces of which the tamperings are made. */

export const key = (...[kind, ...parts]: Parameters<typeof stateKey>): Buffer =>
  Buffer.from(stateKey(kind, ...parts));
export const carrier = z.object({
  orders: z.array(
    z.looseObject({
      order: z.looseObject({ body: z.looseObject({}) }),
      signatures: z.array(z.looseObject({ signature: z.string() })),
    }),
  ),
});
export const results = z.object({ results: z.array(z.looseObject({ repeat: z.boolean().optional() })) });

/** Changes a write of the transaction, whose key begins with the record's. */
export function editWrite<Kind extends 'purse' | 'note' | 'supply' | 'account' | 'settlement' | 'terminal'>(
  transaction: ForgedTransaction,
  kind: Kind,
  start: string,
  edit: (record: z.infer<(typeof recordSchemas)[Kind]>) => unknown,
): void {
  const write = transaction.writes.find((one) => one.key.startsWith(start) && one.value !== null);
  if (!write) throw new Error(`no write of ${kind}`);
  write.value = editJson(write.value, recordSchemas[kind], edit as never);
}
export const editJournal = (
  transaction: ForgedTransaction,
  edit: (journal: z.infer<typeof journalSchema>) => unknown,
): void => {
  if (transaction.event) transaction.event.payload = editJson(transaction.event.payload, journalSchema, edit);
};
export const raised = <Lots extends { amount: number }[]>(lots: Lots, by: number) =>
  lots.map((lot, i) => (i === 0 ? { ...lot, amount: lot.amount + by } : lot));

export interface Tampering {
  what: string;
  do(forgery: Forgery): void;
  found: FindingKind;
  /** What the finding's place must name. */
  place: (finding: Finding['place'], forgery: Forgery) => boolean;
}

export const inBlockOf =
  (type: string): Tampering['place'] =>
  (place, forgery) =>
    place.block === transactionOf(forgery.blocks(), type).block.number;
export const inTransactionOf =
  (type: string): Tampering['place'] =>
  (place, forgery) =>
    place.transaction === transactionOf(forgery.blocks(), type).transaction.transactionId;
export const inOrderOf =
  (type: string): Tampering['place'] =>
  (place, forgery) =>
    inTransactionOf(type)(place, forgery) && place.order?.startsWith(type) === true;
export const atKey =
  (name: string): Tampering['place'] =>
  (place) =>
    place.key === name;

/** Edits the transaction of an order and has every hash, the state and the tip worked out anew. */
export const thorough =
  (type: string, edit: (transaction: ForgedTransaction) => void) => (forgery: Forgery) => {
    const blocks = forgery.blocks();
    edit(transactionOf(blocks, type).transaction);
    forgery.rewrite(blocks);
  };
