import type { Block } from './block.ts';
import { genesisHash, hashesOf, parseBlock } from './block.ts';
import { LedgerDamaged } from './errors.ts';
import { blocksCheckedAtOpening } from './limits.ts';
import { Mirror } from './mirror.ts';
import type { Snapshot } from './state.ts';
import type { Tip } from './tip-file.ts';
import { readTip, tipFileName, writeTip } from './tip-file.ts';

const decide =
  'Nothing was changed. A person must decide: restore a backup or the mirror (the longer one is the truth if others have seen its blocks), or find out what altered this one.';

/** Checks numbers, links and hashes of the blocks from `fromBlock` to the tip. Throws LedgerDamaged at the first flaw. */
export function checkChain(chain: Snapshot, fromBlock: number): Tip {
  const tip = chain.tip();
  if (tip === undefined) return { height: 0, hash: genesisHash };
  let previous = fromBlock === 0 ? genesisHash : readBlock(chain, fromBlock - 1).hash;
  for (let number = fromBlock; number <= tip.number; number += 1) {
    const block = readBlock(chain, number);
    if (block.previousHash !== previous) throw damaged(number, 'does not follow the block before it');
    const { dataHash, hash } = hashesOf(block);
    if (dataHash !== block.dataHash)
      throw damaged(number, 'does not hold the transactions that its data hash says');
    if (hash !== block.hash) throw damaged(number, 'does not have the hash that it says');
    previous = hash;
  }
  return { height: tip.number + 1, hash: previous };
}

function readBlock(chain: Snapshot, number: number): Block {
  const row = chain.block(number);
  if (row === undefined) throw damaged(number, 'is missing');
  let block: Block;
  try {
    block = parseBlock(row.json);
  } catch (cause) {
    throw damaged(number, 'cannot be read', cause);
  }
  if (block.number !== number || block.hash !== row.hash)
    throw damaged(number, 'is stored under another number or hash');
  return block;
}

/** Compares the chain with tip.json and mends the one difference that a crash leaves. Returns the checked tip. */
export function checkAtOpening(directory: string, chain: Snapshot): Tip {
  const height = (chain.tip()?.number ?? -1) + 1;
  const tip = checkChain(chain, Math.max(0, height - blocksCheckedAtOpening));
  const kept = readTip(directory) ?? { height: 0, hash: genesisHash };
  if (kept.height > tip.height) {
    throw new LedgerDamaged(
      `The ledger in ${directory} is shorter than it was: it has ${tip.height} blocks, ${tipFileName} says ${kept.height}. ${decide}`,
    );
  }
  const expected = kept.height === 0 ? genesisHash : chain.block(kept.height - 1)?.hash;
  if (kept.hash !== expected) {
    throw new LedgerDamaged(
      `Block ${kept.height - 1} of the ledger in ${directory} is not the one that ${tipFileName} says. ${decide}`,
    );
  }
  if (kept.height < tip.height - 1) {
    throw new LedgerDamaged(
      `${tipFileName} in ${directory} is missing or older than the ledger: it says ${kept.height} blocks, there are ${tip.height}. ${decide}`,
    );
  }
  if (kept.height !== tip.height) writeTip(directory, tip);
  return tip;
}

/** Brings a mirror that is behind up to the chain. Throws LedgerDamaged if it knows more or other blocks. */
export function checkMirror(mirrorDirectory: string, chain: Snapshot, tip: Tip): void {
  const mirror = new Mirror(mirrorDirectory);
  try {
    const last = mirror.lastBlock();
    if (last !== undefined && last.number >= tip.height) {
      throw new LedgerDamaged(
        `The mirror ${mirror.path} has block ${last.number}, the ledger only ${tip.height} blocks. ${decide}`,
      );
    }
    if (last !== undefined && chain.block(last.number)?.hash !== last.hash) {
      throw new LedgerDamaged(
        `Block ${last.number} in the mirror ${mirror.path} is not the ledger's. ${decide}`,
      );
    }
    for (let number = (last?.number ?? -1) + 1; number < tip.height; number += 1) {
      const row = chain.block(number);
      if (row !== undefined) mirror.append([row.json]);
    }
  } finally {
    mirror.close();
  }
}

function damaged(number: number, flaw: string, cause?: unknown): LedgerDamaged {
  return new LedgerDamaged(`Block ${number} ${flaw}. ${decide}`, { cause });
}
