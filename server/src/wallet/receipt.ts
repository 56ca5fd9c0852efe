import type { Id } from '@kumoh-pay/domain';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { findDisputeOf } from '../dispute/store.ts';
import { type OwnDispute, ownView } from '../dispute/view.ts';
import { entriesAt } from '../index/entries.ts';
import { withNames } from './entry.ts';
import { wholeOf } from './part.ts';
import { findProof, findSale, postingsAt, programmeNames } from './store.ts';

/** An entry with what the ledger wrote about it; null when it is not this account's. */
export async function receiptOf(db: Database, ledgerName: string, account: Id, sequence: number) {
  const [written] = await entriesAt(db, account, [sequence]);
  const [entry] = written ? await withNames(db, [written]) : [];
  if (!written || !entry) return null;
  const { vendor, charge } = written;
  const [proof, about, lots] = await Promise.all([
    findProof(db, sequence),
    vendor === null || charge === null ? null : aboutCharge(db, vendor, charge),
    movedLots(db, account, sequence, entry.amount < 0),
  ]);
  return {
    entry,
    /** Of a charge: what was paid back of it so far, in won. */
    refunded: entry.kind === 'charge' ? (about?.refunded ?? 0) : null,
    /** Of a charge that took a part: the whole that the counter had asked for, in won. */
    whole: entry.kind === 'charge' ? (about?.whole ?? null) : null,
    dispute: about?.dispute ?? null,
    lots,
    proof: proof
      ? {
          block: proof.block,
          transaction: proof.transaction_id,
          digest: proof.digest,
          signers: proof.signers.split(','),
          /** What anyone can check against a peer of any organisation. */
          file: {
            ledger: ledgerName,
            block: proof.block,
            transactionId: proof.transaction_id,
            order: { type: proof.type, id: proof.order_id },
            digest: proof.digest,
            result: z.json().parse(JSON.parse(proof.result)),
          },
        }
      : null,
  };
}

async function aboutCharge(
  db: Database,
  vendor: Id,
  charge: Id,
): Promise<{ refunded: number; whole: number | null; dispute: OwnDispute | null }> {
  const [sale, whole, dispute] = await Promise.all([
    findSale(db, vendor, charge),
    wholeOf(db, vendor, charge),
    findDisputeOf(db, vendor, charge),
  ]);
  return { refunded: sale?.refunded ?? 0, whole, dispute: dispute ? ownView(dispute) : null };
}

/** By programme. A place that belongs to a member names the account; folding a note into the purse is no part of the receipt. */
async function movedLots(db: Database, account: Id, sequence: number, gave: boolean) {
  const postings = await postingsAt(db, sequence);
  const own = postings.filter(({ from_place, to_place }) => {
    const [side, other] = gave ? [from_place, to_place] : [to_place, from_place];
    return side.includes(account) && !other.includes(account);
  });
  const names = await programmeNames(
    db,
    own.map(({ programme }) => programme),
  );
  return own.map(({ programme, amount }) => ({ programme, name: names.get(programme) ?? programme, amount }));
}
