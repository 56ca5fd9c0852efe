import { createHash } from 'node:crypto';
import { ledger } from '@hyperledger/fabric-protos';
import type { Version } from './block-source.ts';

type Read = { key: string; version: Version };
type Summary = ledger.rwset.kvrwset.QueryReadsMerkleSummary;

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/**
 * Whether these are the results of a long range query, of which a peer keeps only hashes: leaves of one more than `maxDegree` results,
 * combined upwards whenever a level has more than `maxDegree` (core/ledger/kvledger/txmgmt/rwsetutil/query_results_helper.go).
 */
export function summaryHolds(summary: Summary, found: readonly Read[]): boolean {
  const degree = summary.getMaxDegree();
  const levels = new Levels(degree);
  for (let at = 0; at < found.length; at += degree + 1) levels.add(leaf(found.slice(at, at + degree + 1)));
  const { level, hashes } = levels.end();
  const given = summary.getMaxLevelHashesList_asU8();
  return (
    level === summary.getMaxLevel() &&
    hashes.length === given.length &&
    hashes.every((hash, place) => hash.equals(given[place] ?? new Uint8Array()))
  );
}

function leaf(reads: readonly Read[]): Buffer {
  const list = new ledger.rwset.kvrwset.QueryReads();
  for (const { key, version } of reads) {
    const read = new ledger.rwset.kvrwset.KVRead();
    const at = new ledger.rwset.kvrwset.Version();
    at.setBlockNum(version[0]);
    at.setTxNum(version[1]);
    read.setKey(key);
    read.setVersion(at);
    list.addKvReads(read);
  }
  return sha256(list.serializeBinary());
}

class Levels {
  readonly #degree: number;
  readonly #levels: Buffer[][] = [[]];

  constructor(degree: number) {
    this.#degree = degree;
  }

  add(hash: Buffer): void {
    this.#push(0, hash);
    for (let level = 0; this.#at(level).length > this.#degree; level += 1) this.#combine(level);
  }

  /** The highest level, counted from 1, and its hashes. */
  end(): { level: number; hashes: Buffer[] } {
    for (let level = 0; level < this.#levels.length - 1; level += 1) {
      if (this.#at(level).length > 0) this.#combine(level);
    }
    if (this.#at(this.#levels.length - 1).length > this.#degree) this.#combine(this.#levels.length - 1);
    return { level: this.#levels.length, hashes: this.#at(this.#levels.length - 1) };
  }

  #at(level: number): Buffer[] {
    return this.#levels[level] ?? [];
  }

  #push(level: number, hash: Buffer): void {
    this.#levels[level] = [...this.#at(level), hash];
  }

  #combine(level: number): void {
    const hashes = this.#at(level);
    const [only] = hashes;
    this.#levels[level] = [];
    this.#push(level + 1, only && hashes.length === 1 ? only : sha256(Buffer.concat(hashes)));
  }
}
