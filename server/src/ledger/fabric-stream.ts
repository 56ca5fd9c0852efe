import { setTimeout as pause } from 'node:timers/promises';
import { type GatewayBlock, readFabricBlock } from './fabric-block.ts';
import type { PeerLine } from './fabric-peer.ts';
import type { LedgerBlock } from './ledger.ts';

/** A peer that went away is asked again this often. */
const redialMs = 300;

/**
 * Blocks of our own organisation's peers, in order, for ever: when a stream ends, the next goes on where it was, at the
 * next peer. Another organisation's peer is never read: a block's verdicts are that peer's word alone.
 */
export async function* blockStream(
  lines: readonly PeerLine[],
  contract: string,
  fromBlock: number,
  signal: AbortSignal,
): AsyncIterable<LedgerBlock> {
  let next = fromBlock;
  for (let turn = 0; !signal.aborted; turn += 1) {
    const line = lines[turn % lines.length];
    if (!line) throw new Error('no peer of our own organisation to read blocks from');
    try {
      for await (const block of streamOf(line, contract, next, signal)) {
        if (block.block !== next) break;
        next += 1;
        yield block;
      }
    } catch (error) {
      // The library says the end of a stream as a TypeError, and everything else as what it is: all mean "again".
      if (error instanceof BlockUnreadable) throw error;
    }
    await pause(redialMs, undefined, { signal }).catch(() => undefined);
  }
}

/** A defect or a forged block: asking again would only bring it again. */
export class BlockUnreadable extends Error {
  override readonly name = 'BlockUnreadable';
}

async function* streamOf(
  line: PeerLine,
  contract: string,
  fromBlock: number,
  signal: AbortSignal,
): AsyncIterable<LedgerBlock> {
  const blocks = await line.network.getBlockEvents({ startBlock: BigInt(fromBlock) });
  const close = () => blocks.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    for await (const block of blocks) yield read(block, contract);
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}

function read(block: GatewayBlock, contract: string): LedgerBlock {
  try {
    return readFabricBlock(block, contract);
  } catch (cause) {
    throw new BlockUnreadable('a block of the ledger could not be read', { cause });
  }
}
