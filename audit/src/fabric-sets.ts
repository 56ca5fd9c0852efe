import { ledger } from '@hyperledger/fabric-protos';
import type { AuditTransaction, Version } from './block-source.ts';
import { summaryHolds } from './fabric-range.ts';

export type Sets = Pick<AuditTransaction, 'reads' | 'ranges' | 'writes'>;
const { TxReadWriteSet } = ledger.rwset;
const { KVRWSet } = ledger.rwset.kvrwset;
type KVVersion = ledger.rwset.kvrwset.Version;

/** What a transaction read and wrote in the contract's own namespace; other contracts' records are not ours to judge. */
export function setsOf(results: Uint8Array, namespace: string): Sets {
  const own = TxReadWriteSet.deserializeBinary(results)
    .getNsRwsetList()
    .filter((one) => one.getNamespace() === namespace);
  const sets: Sets = { reads: [], ranges: [], writes: [] };
  for (const one of own) addSet(sets, KVRWSet.deserializeBinary(one.getRwset_asU8()));
  const hidden = own.flatMap((one) => one.getCollectionHashedRwsetList());
  // The contract has neither private records nor policies of single keys: each is a write that no order explains.
  for (const one of hidden)
    sets.writes.push({ key: `private collection ${one.getCollectionName()}`, value: '' });
  return sets;
}

function addSet(sets: Sets, set: InstanceType<typeof KVRWSet>): void {
  for (const read of set.getReadsList()) {
    const version = read.getVersion();
    sets.reads.push({ key: read.getKey(), version: version ? versionOf(version) : null });
  }
  for (const range of set.getRangeQueriesInfoList()) {
    const raw = range.getRawReads();
    const summary = range.getReadsMerkleHashes();
    sets.ranges.push({
      start: range.getStartKey(),
      end: range.getEndKey(),
      exhausted: range.getItrExhausted(),
      results: summary ? (found) => summaryHolds(summary, found) : (raw?.getKvReadsList() ?? []).map(readOf),
    });
  }
  for (const write of set.getWritesList()) {
    const value = Buffer.from(write.getValue_asU8()).toString('utf8');
    sets.writes.push({ key: write.getKey(), value: write.getIsDelete() || value === '' ? null : value });
  }
  for (const write of set.getMetadataWritesList())
    sets.writes.push({ key: `endorsement policy of ${write.getKey()}`, value: '' });
}

function readOf(read: ledger.rwset.kvrwset.KVRead): { key: string; version: Version } {
  const version = read.getVersion();
  // A result of a range is there, so it has a version; without one it matches nothing.
  return { key: read.getKey(), version: version ? versionOf(version) : [-1, -1] };
}

const versionOf = (version: KVVersion): Version => [version.getBlockNum(), version.getTxNum()];
