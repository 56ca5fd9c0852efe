import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { killed, reopen } from './killed-process.ts';
import { read, trialDirectory } from './trial-ledger.ts';

const kills = 25;

test('Killed at any moment, the ledger keeps all that it answered, has no half block, and rebuilds to the same state', async () => {
  const [directory, mirror] = [trialDirectory(), trialDirectory()];
  const answered: string[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    // Every fifth one while it opens the ledger or has just begun, the others in the middle of committing.
    const { lines, errors } =
      kill % 5 === 4
        ? await killed('start', 300 + Math.random() * 700, directory, mirror)
        : await killed('first answer', Math.random() * 150, directory, mirror);
    expect(errors).toBe('');
    answered.push(...lines);
    const ledger = await reopen(directory, mirror);
    try {
      for (const line of lines) {
        const [id = '', block] = line.split(' ');
        expect(await ledger.commitStatus(id, 0)).toMatchObject({ code: 'VALID', block: Number(block) });
      }
      expect(ledger.verifyChain()).toEqual({ height: ledger.height, hash: ledger.tipHash });
      const digest = ledger.stateDigest();
      ledger.rebuildState();
      expect(ledger.stateDigest()).toBe(digest);
      for (const key of ['a', 'f']) {
        const [sum, doubled] = await read(ledger, ['get', key], ['get', `${key} doubled`]);
        expect(Number(doubled)).toBe(2 * Number(sum));
      }
    } finally {
      await ledger.close();
    }
  }
  expect(answered.length).toBeGreaterThan(kills * 10);
  const ledger = await reopen(directory, mirror);
  for (const line of answered)
    expect(await ledger.commitStatus(line.split(' ')[0] ?? '', 0)).not.toBe('unknown');
  const mirrored = readFileSync(join(mirror, 'blocks.ndjson'), 'utf8').split('\n').slice(0, -1);
  expect(mirrored.map((line) => JSON.parse(line).number)).toEqual(
    Array.from({ length: ledger.height }, (_, n) => n),
  );
  await ledger.close();
}, 180_000);
