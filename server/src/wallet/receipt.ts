import type { Id } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { entriesAt } from '../index/entries.ts';
import { withNames } from './entry.ts';
import { findProof, findSale, postingsAt, programmeNames } from './store.ts';

/** An entry with what the ledger wrote about it; null when it is not this account's. */
export async function receiptOf(db: Database, account: Id, sequence: number) {
  const [written] = await entriesAt(db, account, [sequence]);
  const [entry] = written ? await withNames(db, [written]) : [];
  if (!written || !entry) return null;
  const { vendor, charge } = written;
  const [proof, sale, lots] = await Promise.all([
    findProof(db, sequence),
    vendor === null || charge === null ? undefined : findSale(db, vendor, charge),
    movedLots(db, account, sequence, entry.amount < 0),
  ]);
  return {
    entry,
    /** Of a charge: what was paid back of it so far, in won. */
    refunded: entry.kind === 'charge' ? (sale?.refunded ?? 0) : null,
    lots,
    proof: proof
      ? {
          block: proof.block,
          transaction: proof.transaction_id,
          digest: proof.digest,
          signers: proof.signers.split(','),
        }
      : null,
  };
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
