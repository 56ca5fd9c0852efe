import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedLedger } from '../src/index.ts';
import { killed, reopen } from './killed-process.ts';
import { read } from './trial-steps.ts';

/** Moments of the kills follow from the seed; what the machine does by then does not. */
function momentsOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A ledger that is killed so many times while it commits, and looked at after each. @throws when something that was
 * answered is gone, a block is half there, or the state is not that of the blocks.
 */
export async function runKills(
  { kills, seed }: { kills: number; seed: number },
  print: (line: string) => void = console.log,
): Promise<{ kills: number; answered: number; blocks: number }> {
  print(`kills: ${kills}, seed ${seed}`);
  const moment = momentsOf(seed);
  const folder = () => mkdtempSync(join(tmpdir(), 'embedded-ledger-kills-'));
  const [directory, mirror] = [folder(), folder()];
  const answered: string[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    // Every fifth one while it opens the ledger or has just begun, the others in the middle of committing.
    const { lines, errors } =
      kill % 5 === 4
        ? await killed('start', 300 + moment() * 700, directory, mirror)
        : await killed('first answer', moment() * 150, directory, mirror);
    equal(errors, '');
    answered.push(...lines);
    const ledger = await reopen(directory, mirror);
    try {
      await whole(ledger, lines);
    } finally {
      await ledger.close();
    }
  }
  const blocks = await atTheEnd(directory, mirror, answered);
  for (const folder of [directory, mirror]) rmSync(folder, { recursive: true, force: true });
  print(
    `${kills} kills, ${answered.length} transactions answered as committed, ${blocks} blocks: nothing lost`,
  );
  return { kills, answered: answered.length, blocks };
}

/** All that was answered is there, the chain is unbroken, and the state is what its blocks make. */
async function whole(ledger: EmbeddedLedger, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const [id = '', block] = line.split(' ');
    const status = await ledger.commitStatus(id, 0);
    ok(status !== 'unknown', `${id} was answered, and is gone`);
    equal(status.code, 'VALID');
    equal(status.block, Number(block));
  }
  deepEqual(ledger.verifyChain(), { height: ledger.height, hash: ledger.tipHash });
  const digest = ledger.stateDigest();
  ledger.rebuildState();
  equal(ledger.stateDigest(), digest);
  for (const key of ['a', 'f']) {
    const [sum, doubled] = await read(ledger, ['get', key], ['get', `${key} doubled`]);
    equal(Number(doubled), 2 * Number(sum));
  }
}

async function atTheEnd(directory: string, mirror: string, answered: readonly string[]): Promise<number> {
  const ledger = await reopen(directory, mirror);
  try {
    for (const line of answered) {
      ok((await ledger.commitStatus(line.split(' ')[0] ?? '', 0)) !== 'unknown', `${line} is gone`);
    }
    const mirrored = readFileSync(join(mirror, 'blocks.ndjson'), 'utf8').split('\n').slice(0, -1);
    deepEqual(
      mirrored.map((line) => JSON.parse(line).number),
      Array.from({ length: ledger.height }, (_, number) => number),
    );
    return ledger.height;
  } finally {
    await ledger.close();
  }
}
