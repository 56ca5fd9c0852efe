import type { EmbeddedLedger } from '@kumoh-pay/embedded-ledger';
import type { LedgerBlock } from '@kumoh-pay/server/ledger/ledger.ts';
import type { GivenProposals } from './given-proposal.ts';

/** A block is cut 50 ms after its first transaction; a network without one for so long has stopped. */
const silenceMs = 60_000;

/**
 * Orders on the embedded ledger what Fabric has ordered, in the very same blocks: where a block ends decides some verdicts. (A delete of a
 * key that is not there conflicts with its readers in that block, and with nobody in the next.)
 */
export class MirroredBlocks {
  readonly #embedded: EmbeddedLedger;
  readonly #stop: AbortController;
  readonly #blocks: AsyncIterator<LedgerBlock>;

  private constructor(embedded: EmbeddedLedger, blocks: AsyncIterable<LedgerBlock>, stop: AbortController) {
    this.#embedded = embedded;
    this.#blocks = blocks[Symbol.asyncIterator]();
    this.#stop = stop;
  }

  static async open(fabric: GivenProposals, embedded: EmbeddedLedger): Promise<MirroredBlocks> {
    const stop = new AbortController();
    return new MirroredBlocks(embedded, fabric.blocks(await fabric.height(), stop.signal), stop);
  }

  /** Waits until Fabric has ordered so many copies of these, and orders them here. */
  async follow(copies: number, bytesOf: ReadonlyMap<string, Uint8Array>): Promise<void> {
    for (let seen = 0; seen < copies; ) {
      const block = await this.#next();
      const ours = block.transactions.flatMap(({ transactionId }) => bytesOf.get(transactionId) ?? []);
      if (ours.length === 0) continue;
      seen += ours.length;
      const { height } = this.#embedded;
      // In one turn of the event loop: the embedded ledger cuts its block at the end of it.
      await Promise.all(ours.map((bytes) => this.#embedded.submit(bytes)));
      for await (const one of this.#embedded.blocks(height)) {
        if (one.transactions.length !== ours.length) throw new Error('the embedded ledger cut another block');
        break;
      }
    }
  }

  async #next(): Promise<LedgerBlock> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(new Error(`no block for ${silenceMs / 1_000} s`)), silenceMs);
    });
    const next = await Promise.race([this.#blocks.next(), silence]).finally(() => clearTimeout(timer));
    if (next.done) throw new Error('the stream of blocks ended');
    return next.value;
  }

  close(): void {
    this.#stop.abort();
  }
}
