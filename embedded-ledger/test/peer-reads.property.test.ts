import { expect, test } from 'vitest';
import type { Step } from './trial-ledger.ts';
import { endorse, openTrial, order, read, transact } from './trial-ledger.ts';

function puts(count: number, prefix = 'k'): Step[] {
  return Array.from({ length: count }, (_, place) => [
    'put',
    `${prefix}${String(place).padStart(6, '0')}`,
    'v',
  ]);
}

test('9.2.1 A transaction does not see its own writes; the last write of a key counts; the write set is sorted', async () => {
  const ledger = await openTrial();
  await transact(ledger, ['put', 'a', 'old']);
  const done = await transact(
    ledger,
    ['put', 'b', '1'],
    ['put', 'a', 'new'],
    ['get', 'a'],
    ['put', 'a', 'newest'],
    ['range', '', ''],
    ['delete', 'b'],
    ['get', 'b'],
  );
  expect(done.results).toEqual(['put', 'put', 'old', 'put', ['a'], 'deleted', '']);
  expect(await read(ledger, ['get', 'a'], ['get', 'b'])).toEqual(['newest', '']);
  for await (const block of ledger.blocks(done.block)) {
    expect(block.transactions[0]?.writes).toEqual([
      { key: 'a', value: 'newest' },
      { key: 'b', value: null },
    ]);
    break;
  }
});

test('9.2.2 An absent key reads as an empty Buffer', async () => {
  const ledger = await openTrial();
  // The trial contract itself refuses anything that is not a Buffer.
  expect(await read(ledger, ['get', 'nothing here'])).toEqual(['']);
});

test('9.2.3 An empty value deletes; deleting an absent key is a write that conflicts with its readers', async () => {
  const ledger = await openTrial({ blockMaxTransactions: 2, blockTimeoutMs: 5000 });
  const [emptied, other] = [
    await endorse(ledger, ['put', 'a', '']),
    await endorse(ledger, ['put', 'b', '1']),
  ];
  await Promise.all([order(ledger, emptied), order(ledger, other)]);
  expect(await read(ledger, ['range', '', ''])).toEqual([['b']]);

  const deleting = await endorse(ledger, ['delete', 'absent']);
  const reader = await endorse(ledger, ['get', 'absent']);
  const [first, second] = await Promise.all([order(ledger, deleting), order(ledger, reader)]);
  expect([first.code, second.code]).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
});

test('9.2.4 A simulation sees one state from its beginning to its end, and the commit waits for it', async () => {
  const ledger = await openTrial();
  await transact(ledger, ['put', 'a', '0'], ['put', 'b', '0']);
  const change = await endorse(ledger, ['put', 'a', '1'], ['put', 'b', '1']);
  const slow = read(ledger, ['get', 'a'], ['pause', 100], ['get', 'b'], ['pause', 20], ['get', 'a']);
  const began = performance.now();
  const changed = order(ledger, change).then(() => performance.now() - began);
  expect(await slow).toEqual(['0', 'paused', '0', 'paused', '0']);
  expect(await changed).toBeGreaterThan(90);
  expect(await read(ledger, ['get', 'a'], ['get', 'b'])).toEqual(['1', '1']);
});

test('9.2.4 Simulations that keep coming do not hold up a commit for ever', async () => {
  const ledger = await openTrial();
  let running = true;
  const readers = Array.from({ length: 4 }, async () => {
    while (running) await read(ledger, ['get', 'a'], ['pause', 5]);
  });
  const done = await transact(ledger, ['put', 'a', '1']);
  running = false;
  await Promise.all(readers);
  expect(done.code).toBe('VALID');
});

test('9.2.5 Reads are kept with their version, none for an absent key; reading a policy reads the key', async () => {
  const ledger = await openTrial();
  const put = await transact(ledger, ['put', 'a', '1'], ['put', 'p', '1']);
  const done = await transact(ledger, ['get', 'absent'], ['get', 'a'], ['get', 'a'], ['getPolicy', 'p']);
  for await (const block of ledger.blocks(done.block)) {
    expect(block.transactions[0]?.reads).toEqual([
      { key: 'a', version: [put.block, 0] },
      { key: 'absent', version: null },
      { key: 'p', version: [put.block, 0] },
    ]);
    break;
  }
  const [changing, policyReader] = [
    await endorse(ledger, ['put', 'p', '2']),
    await endorse(ledger, ['getPolicy', 'p']),
  ];
  await order(ledger, changing);
  expect((await order(ledger, policyReader)).code).toBe('MVCC_READ_CONFLICT');
});

test('9.2.6 A range has its start and not its end, "" is all simple keys, and composite keys stay apart', async () => {
  const ledger = await openTrial();
  const [whole] = await read(ledger, ['composite', 'note', '["box","1"]']);
  const other = '\u0000note\u0000box2\u00001\u0000';
  await transact(ledger, ...['a', 'b', 'c', String(whole), other].map((key): Step => ['put', key, '1']));
  expect(await read(ledger, ['range', 'a', 'c'], ['range', 'b', ''], ['range', '', ''])).toEqual([
    ['a', 'b'],
    ['b', 'c'],
    ['a', 'b', 'c'],
  ]);
  expect(await read(ledger, ['partial', 'note', '["box"]'])).toEqual([[whole]]);
  expect(await read(ledger, ['partial', 'note', '[]'])).toEqual([[whole, other]]);
  await expect(read(ledger, ['range', '\u0000note', ''])).rejects.toThrow(/null character/);
});

test('9.2.7 Keys come in the order of their UTF-8 bytes, not of JavaScript strings', async () => {
  const ledger = await openTrial();
  const keys = ['😀', '～', 'z', '가'];
  await transact(ledger, ...keys.map((key): Step => ['put', key, '1']));
  expect(await read(ledger, ['range', '', ''])).toEqual([['z', '가', '～', '😀']]);
  expect(keys.toSorted()).not.toEqual(['z', '가', '～', '😀']);
});

test('9.2.8 A composite key is \\0type\\0part\\0; the shim lets U+0000 through inside a part; lone surrogates of a key are dropped', async () => {
  const ledger = await openTrial();
  expect(await read(ledger, ['composite', 't', '["a","b"]'], ['composite', 't', '["a\\u0000b"]'])).toEqual([
    '\u0000t\u0000a\u0000b\u0000',
    '\u0000t\u0000a\u0000b\u0000',
  ]);
  await transact(ledger, ['put', 'x\ud800y', '1']);
  expect(await read(ledger, ['range', '', ''])).toEqual([['xy']]);
});

test('9.2.9 A range is fetched by hundreds with one ahead, and is protected only as far as it was fetched', async () => {
  const ledger = await openTrial();
  await transact(ledger, ...puts(250));
  expect((await read(ledger, ['range', '', '']))[0]).toHaveLength(250);
  const partly = await transact(ledger, ['range', '', '', 1]);
  const wholly = await transact(ledger, ['range', '', '']);
  for await (const block of ledger.blocks(partly.block)) {
    const range = block.transactions[0]?.ranges[0];
    if (block.number === partly.block) {
      expect([range?.exhausted, range?.end, range?.results.length]).toEqual([false, 'k000100', 101]);
      continue;
    }
    expect(block.number).toBe(wholly.block);
    expect([range?.exhausted, range?.end, range?.results.length]).toEqual([true, '', 250]);
    break;
  }
  const [ahead, behind] = [
    await endorse(ledger, ['range', '', '', 1]),
    await endorse(ledger, ['range', '', '', 1]),
  ];
  await transact(ledger, ['put', 'k000101x', 'beyond what was fetched']);
  expect((await order(ledger, ahead)).code).toBe('VALID');
  await transact(ledger, ['put', 'k000099x', 'among what was fetched']);
  expect((await order(ledger, behind)).code).toBe('PHANTOM_READ_CONFLICT');
});

test('9.2.9 A paginated query gives pages and bookmarks, and its transaction may not write, before it or after it', async () => {
  const ledger = await openTrial();
  await transact(ledger, ...puts(5));
  expect(await read(ledger, ['page', '', 2, ''], ['page', '', 2, 'k000004'])).toEqual([
    { keys: ['k000000', 'k000001'], bookmark: 'k000002', count: 2 },
    { keys: ['k000004'], bookmark: '', count: 1 },
  ]);
  await expect(endorse(ledger, ['put', 'a', '1'], ['page', '', 2, ''])).rejects.toThrow(/paginated/);
  await expect(endorse(ledger, ['page', '', 2, ''], ['put', 'a', '1'])).rejects.toThrow(/paginated/);
});

test('9.2.10 A range is run again at commit: new, changed and deleted rows are phantoms, also from the same block', async () => {
  for (const [change, code] of [
    [['put', 'k000001x', '1'], 'PHANTOM_READ_CONFLICT'],
    [['put', 'k000001', 'other'], 'PHANTOM_READ_CONFLICT'],
    [['delete', 'k000002'], 'PHANTOM_READ_CONFLICT'],
    [['delete', 'k000002x'], 'VALID'],
    [['put', 'z', 'outside'], 'VALID'],
  ] satisfies [Step, string][]) {
    for (const blockMaxTransactions of [1, 2]) {
      const ledger = await openTrial({ blockMaxTransactions, blockTimeoutMs: 30 });
      await transact(ledger, ...puts(3));
      const [changing, counting] = [
        await endorse(ledger, change),
        await endorse(ledger, ['range', 'k', 'l']),
      ];
      const [first, second] = await Promise.all([order(ledger, changing), order(ledger, counting)]);
      expect(second.block - first.block).toBe(2 - blockMaxTransactions);
      expect([first.code, second.code]).toEqual(['VALID', code]);
    }
  }
});
