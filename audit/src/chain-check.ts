import type { AuditBlock, BlockSource, UnreadableBlock } from './block-source.ts';
import type { Findings } from './finding.ts';

/** What the hash of block 0 names as the block before it. */
const beforeTheFirst = '0'.repeat(64);

/** Each block names the one before it, none is missing, and the chain ends where the tip says. */
export class ChainCheck {
  readonly #findings: Findings;
  blocks = 0;
  lastHash: string | null = null;
  #hashBefore: string | null = null;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** @returns false when the block cannot be read, so that nothing after it can be replayed. */
  next(block: AuditBlock | UnreadableBlock): boolean {
    const own = this.#findings.at({ block: block.number });
    if (block.number !== this.blocks) own.add('block-missing', `block ${this.blocks} should come here`);
    this.blocks = block.number + 1;
    if ('unreadable' in block) {
      own.add('block-unreadable', block.unreadable);
      this.lastHash = null;
      return false;
    }
    for (const problem of block.problems) own.add('block-hash', problem);
    if (this.blocks === 1 ? block.previousHash !== beforeTheFirst : block.previousHash !== this.lastHash) {
      own.add('chain-broken', 'the hash that it names for the block before is not that block’s');
    }
    this.#hashBefore = this.lastHash;
    this.lastHash = block.hash;
    return true;
  }

  /**
   * The tip is written after its block is durable, so it may be one block behind (a crash, or a ledger at work); a
   * chain shorter than the tip says, or another, is an alarm.
   */
  end(tip: ReturnType<BlockSource['tip']>): void {
    if (tip === null) return;
    if (typeof tip === 'string') {
      this.#findings.add('tip-differs', tip);
      return;
    }
    const hash =
      tip.height === this.blocks ? this.lastHash : tip.height === this.blocks - 1 ? this.#hashBefore : null;
    if (hash === tip.hash || (tip.height === 0 && this.blocks <= 1)) return;
    const known = `${tip.height} blocks, the last with hash ${tip.hash}`;
    this.#findings.add(
      'tip-differs',
      `the ledger was known to have ${known}; it has ${this.blocks}, the last with hash ${this.lastHash}`,
    );
  }
}
