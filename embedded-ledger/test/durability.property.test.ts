import { cpSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { LedgerDamaged, LedgerInUse, openEmbeddedLedger } from '../src/index.ts';
import { killed, reopen } from './killed-process.ts';
import { TrialContract } from './trial-contract.ts';
import { endorse, openTrial, order, read, transact, trialDirectory } from './trial-ledger.ts';

/** A closed ledger of a few blocks. */
async function fewBlocks(directory: string, mirrorDirectory?: string): Promise<string> {
  const ledger = await reopen(directory, mirrorDirectory);
  for (let block = 0; block < 4; block += 1)
    await transact(ledger, ['put', `k${block}`, 'v'], ['add', 'sum', '1']);
  const hash = ledger.tipHash;
  await ledger.close();
  return hash;
}

function changeDatabase(directory: string, sql: string): void {
  const database = new Database(join(directory, 'ledger.sqlite'));
  database.exec(sql);
  database.close();
}

test('A ledger opened again goes on where it was', async () => {
  const directory = trialDirectory();
  const hash = await fewBlocks(directory);
  const ledger = await openTrial({ directory });
  expect([ledger.height, ledger.tipHash]).toEqual([4, hash]);
  expect((await transact(ledger, ['add', 'sum', '1'])).results).toEqual([5]);
  const before = await endorse(ledger, ['add', 'sum', '1'], ['range', '', '']);
  ledger.rebuildState();
  // The versions of keys are rebuilt too: what was endorsed before is still valid.
  expect(await order(ledger, before)).toMatchObject({ code: 'VALID' });
  for await (const block of ledger.blocks(4)) {
    expect(block.previousHash).toBe(hash);
    break;
  }
});

test('A ledger that is shorter than it was is not opened, whichever way it became shorter', async () => {
  const directory = trialDirectory();
  const older = trialDirectory();
  await fewBlocks(directory);
  cpSync(join(directory, 'ledger.sqlite'), join(older, 'ledger.sqlite'));
  await fewBlocks(directory);
  cpSync(join(older, 'ledger.sqlite'), join(directory, 'ledger.sqlite'));
  await expect(reopen(directory)).rejects.toThrow(
    /shorter than it was: it has 4 blocks, tip.json says 8.*person must decide/,
  );
  rmSync(join(directory, 'ledger.sqlite'));
  await expect(reopen(directory)).rejects.toThrow(LedgerDamaged);

  const cut = trialDirectory();
  await fewBlocks(cut);
  truncateSync(join(cut, 'ledger.sqlite'), 8192);
  await expect(reopen(cut)).rejects.toThrow(LedgerDamaged);
  const garbage = trialDirectory();
  await fewBlocks(garbage);
  writeFileSync(join(garbage, 'ledger.sqlite'), 'x'.repeat(40_000));
  await expect(reopen(garbage)).rejects.toThrow(LedgerDamaged);
});

test('A block that was altered, taken out or put in another place is found, and the block is named', async () => {
  for (const [sql, message] of [
    [
      `UPDATE block SET json = replace(json, '"v"', '"w"') WHERE number = 2`,
      /Block 2 does not hold the transactions/,
    ],
    [
      `UPDATE block SET json = replace(json, '"VALID"', '"MVCC_READ_CONFLICT"') WHERE number = 1`,
      /Block 1 does not have the hash/,
    ],
    ['DELETE FROM block WHERE number = 1', /Block 1 is missing/],
    ["UPDATE block SET json = 'torn' WHERE number = 3", /Block 3 cannot be read/],
    ['UPDATE block SET number = 9 WHERE number = 3', /Block 3 is missing/],
    ["UPDATE block SET hash = 'other' WHERE number = 0", /Block 0 is stored under another number or hash/],
  ] satisfies [string, RegExp][]) {
    const directory = trialDirectory();
    await fewBlocks(directory);
    changeDatabase(directory, sql);
    await expect(reopen(directory)).rejects.toThrow(message);
    await expect(reopen(directory)).rejects.toThrow(LedgerDamaged);
  }
});

test('Another ledger of the same length, well formed in itself, is not taken for this one', async () => {
  const [directory, other] = [trialDirectory(), trialDirectory()];
  await fewBlocks(directory);
  await fewBlocks(other);
  cpSync(join(other, 'ledger.sqlite'), join(directory, 'ledger.sqlite'));
  await expect(reopen(directory)).rejects.toThrow(
    /Block 3 of the ledger in .* is not the one that tip.json says/,
  );
});

test('A crash between block and tip.json is mended; a tip.json lost or further behind is not', async () => {
  const directory = trialDirectory();
  const hash = await fewBlocks(directory);
  const tip = join(directory, 'tip.json');
  const kept = JSON.parse(readFileSync(tip, 'utf8'));
  const database = new Database(join(directory, 'ledger.sqlite'));
  const hashOf = database.prepare('SELECT hash FROM block WHERE number = ?').pluck();
  const tipAt = (height: number) => JSON.stringify({ height, hash: hashOf.get(height - 1) });
  writeFileSync(tip, tipAt(2));
  await expect(reopen(directory)).rejects.toThrow(
    /missing or older than the ledger: it says 2 blocks, there are 4/,
  );
  rmSync(tip);
  await expect(reopen(directory)).rejects.toThrow(LedgerDamaged);
  writeFileSync(tip, 'torn');
  await expect(reopen(directory)).rejects.toThrow(/tip.json cannot be read/);
  writeFileSync(tip, tipAt(3));
  database.close();
  await (await reopen(directory)).close();
  expect(JSON.parse(readFileSync(tip, 'utf8'))).toEqual(kept);
  expect(kept).toEqual({ height: 4, hash });
});

test('A mirror is brought up to date, and one that knows more or other blocks stops the ledger', async () => {
  const [directory, mirror, older] = [trialDirectory(), trialDirectory(), trialDirectory()];
  const path = join(mirror, 'blocks.ndjson');
  await fewBlocks(directory);
  cpSync(directory, older, { recursive: true });
  await fewBlocks(directory, mirror);
  const whole = readFileSync(path, 'utf8');
  expect(whole.split('\n')).toHaveLength(9);

  truncateSync(path, whole.length - 100);
  await (await reopen(directory, mirror)).close();
  expect(readFileSync(path, 'utf8')).toBe(whole);

  await expect(reopen(older, mirror)).rejects.toThrow(/mirror .* has block 7, the ledger only 4 blocks/);
  await fewBlocks(older);
  await expect(reopen(older, mirror)).rejects.toThrow(/Block 7 in the mirror .* is not the ledger's/);
});

test('A second ledger on the same directory gets one clear line, and the first goes on', async () => {
  const directory = trialDirectory();
  const ledger = await openTrial({ directory });
  await expect(reopen(directory)).rejects.toThrow(LedgerInUse);
  await expect(reopen(directory)).rejects.toThrow(
    /^The ledger in .* is in use by another Kumoh Pay; stop that one first.$/,
  );
  const { lines, errors } = await killed('start', 5000, directory, trialDirectory());
  expect(lines).toEqual([]);
  expect(errors).toContain('is in use by another Kumoh Pay');
  expect((await transact(ledger, ['put', 'a', '1'])).valid).toBe(true);
  await ledger.close();
  await (await reopen(directory)).close();
});

test('A directory belongs to one ledger name', async () => {
  const directory = trialDirectory();
  await (await reopen(directory)).close();
  const other = openEmbeddedLedger({ directory, channel: 'other', contract: TrialContract });
  await expect(other).rejects.toThrow(/is named trial, not other/);
});

test('What was submitted before closing is committed; after closing nothing is taken', async () => {
  const directory = trialDirectory();
  const ledger = await reopen(directory);
  const endorsed = await endorse(ledger, ['put', 'a', '1']);
  await ledger.submit(endorsed.bytes);
  await ledger.close();
  await expect(ledger.submit(endorsed.bytes)).rejects.toThrow(/closed/);
  await expect(endorse(ledger, ['put', 'a', '1'])).rejects.toThrow(/closed/);
  const again = await openTrial({ directory });
  expect(await again.commitStatus(endorsed.transactionId, 0)).toMatchObject({ code: 'VALID' });
});

test('A block that cannot be written stops the ledger; nothing of it is answered as committed', async () => {
  const [directory, mirror] = [trialDirectory(), trialDirectory()];
  const ledger = await reopen(directory, mirror);
  const first = await transact(ledger, ['put', 'a', '1']);
  changeDatabase(
    directory,
    "CREATE TRIGGER full BEFORE INSERT ON block BEGIN SELECT RAISE(ABORT, 'disk full'); END",
  );
  const endorsed = await endorse(ledger, ['put', 'a', '2']);
  await ledger.submit(endorsed.bytes);
  const listening = ledger.blocks(1).next();
  expect(await ledger.commitStatus(endorsed.transactionId, 5000)).toBe('unknown');
  await expect(listening).rejects.toThrow(/disk full/);
  expect(await ledger.commitStatus(first.transactionId)).toMatchObject({ code: 'VALID' });
  await expect(endorse(ledger, ['put', 'a', '3'])).rejects.toThrow(/could not be written \(disk full\)/);
  await ledger.close();
  changeDatabase(directory, 'DROP TRIGGER full');
  const again = await reopen(directory, mirror);
  expect([again.height, await read(again, ['get', 'a'])]).toEqual([1, ['1']]);
  await again.submit(endorsed.bytes);
  expect(await again.commitStatus(endorsed.transactionId)).toMatchObject({ code: 'VALID' });
  await again.close();
});

test('A tip.json that cannot be written stops the ledger before the next block', async () => {
  const directory = trialDirectory();
  await fewBlocks(directory);
  const ledger = await reopen(directory);
  mkdirSync(join(directory, 'tip.json.new'));
  const answered = await transact(ledger, ['put', 'a', '2']);
  const next = await endorse(ledger, ['put', 'a', '3']);
  await ledger.submit(next.bytes);
  expect(await ledger.commitStatus(next.transactionId, 5000)).toBe('unknown');
  await expect(endorse(ledger, ['put', 'a', '4'])).rejects.toThrow(/could not be written/);
  await ledger.close();
  rmSync(join(directory, 'tip.json.new'), { recursive: true });
  const again = await openTrial({ directory });
  expect(await again.commitStatus(answered.transactionId, 0)).toMatchObject({ code: 'VALID' });
  expect(again.height).toBe(5);
});

test('The write-ahead log is folded in while the ledger is busy', async () => {
  const directory = trialDirectory();
  const ledger = await openTrial({ directory });
  const value = 'x'.repeat(500_000);
  for (let count = 0; count < 40; count += 1)
    await transact(ledger, ['put', `k${count % 4}`, `${count}${value}`]);
  expect(statSync(join(directory, 'ledger.sqlite-wal')).size).toBeLessThan(24 * 1024 * 1024);
  expect(statSync(join(directory, 'ledger.sqlite')).size).toBeGreaterThan(24 * 1024 * 1024);
  expect(ledger.verifyChain().height).toBe(40);
}, 30_000);
