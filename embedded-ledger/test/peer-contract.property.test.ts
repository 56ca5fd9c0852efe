import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { transactionEvents } from '../src/index.ts';
import { peerLimits } from '../src/limits.ts';
import { shimVersion } from '../src/shim.ts';
import type { Step } from './trial-ledger.ts';
import { endorse, openTrial, order, read, stepsText, transact } from './trial-ledger.ts';

test('9.2.13 What the contract throws reaches the caller as its message alone, and nothing is ordered', async () => {
  const ledger = await openTrial();
  const transactionId = 'given by the caller';
  const request = {
    function: 'run',
    args: stepsText([
      ['put', 'a', '1'],
      ['fail', 'CODE_USED: once only'],
    ]),
    transactionId,
  };
  await expect(ledger.endorse(request)).rejects.toMatchObject({
    name: 'EndorseError',
    message: 'CODE_USED: once only',
    reason: 'contract',
    transactionId,
  });
  expect(await ledger.commitStatus(transactionId, 0)).toBe('unknown');
  await expect(ledger.endorse({ function: 'noSuchFunction', args: [] })).rejects.toThrow(/does not exist/);
  await expect(ledger.endorse({ function: 'run', args: [] })).rejects.toThrow(/Expected 1 parameters/);
  expect(ledger.height).toBe(0);
});

test('9.2.13 A contract that catches its error and returns commits what it had written before', async () => {
  const ledger = await openTrial();
  const done = await transact(ledger, ['put', 'a', 'half done'], ['swallow', '["fail","no"]']);
  expect(done.results).toEqual(['put', 'swallowed: no']);
  expect(await read(ledger, ['get', 'a'])).toEqual(['half done']);
});

test('9.2.14 One event a transaction, the last one set, only if valid, after commit, and again from any point', async () => {
  const ledger = await openTrial();
  const first = await transact(ledger, ['event', 'paid', 'early'], ['event', 'paid', 'one']);
  const stale = await endorse(ledger, ['add', 'a', '1'], ['event', 'paid', 'never']);
  const second = await transact(ledger, ['add', 'a', '1'], ['event', 'paid', 'two']);
  expect((await order(ledger, stale)).valid).toBe(false);
  await transact(ledger, ['put', 'quiet', '1']);

  const stop = new AbortController();
  const heard: string[] = [];
  const listening = (async () => {
    for await (const { payload, block } of transactionEvents(ledger.blocks(0, stop.signal))) {
      expect(block).toBeLessThan(ledger.height);
      if (heard.push(payload) === 3) stop.abort();
    }
  })();
  await transact(ledger, ['event', 'paid', 'three']);
  await listening;
  expect(heard).toEqual(['one', 'two', 'three']);

  const resume = async (block: number, id: string) => {
    const controller = new AbortController();
    for await (const { payload } of transactionEvents(ledger.blocks(block, controller.signal), id)) {
      controller.abort();
      return payload;
    }
    return undefined;
  };
  expect(await resume(first.block, first.transactionId)).toBe('two');
  expect(await resume(second.block, second.transactionId)).toBe('three');
  expect(await resume(first.block, 'an id that is not in that block')).toBe('one');
});

test("9.2.15 A key's history is its valid writes, newest first, and is not part of what was read", async () => {
  const ledger = await openTrial();
  const first = await transact(ledger, ['put', 'a', '1']);
  const stale = await endorse(ledger, ['add', 'a', '5']);
  const second = await transact(ledger, ['put', 'a', '2']);
  await order(ledger, stale);
  const third = await transact(ledger, ['delete', 'a']);
  const looked = await endorse(ledger, ['history', 'a']);
  expect(JSON.parse(looked.result)).toEqual([
    [
      [third.transactionId, '', true],
      [second.transactionId, '2', false],
      [first.transactionId, '1', false],
    ],
  ]);
  await transact(ledger, ['put', 'a', '3']);
  expect((await order(ledger, looked)).code).toBe('VALID');
});

test('9.2.16 Evaluating may write, and what it wrote is thrown away', async () => {
  const ledger = await openTrial();
  const before = ledger.stateDigest();
  expect(await read(ledger, ['put', 'a', '1'], ['event', 'paid', 'x'])).toEqual(['put', null]);
  expect([ledger.height, ledger.stateDigest()]).toEqual([0, before]);
  await expect(read(ledger, ['fail', 'NOT_AUTHORISED: no'])).rejects.toThrow(/^NOT_AUTHORISED: no$/);
});

test('9.2.17 Endorsers that do not agree byte for byte endorse nothing', async () => {
  const ledger = await openTrial({ endorsers: 3 });
  expect((await transact(ledger, ['add', 'a', '1'])).code).toBe('VALID');
  await expect(endorse(ledger, ['random'])).rejects.toMatchObject({ reason: 'mismatch' });
  expect((await transact(ledger, ['add', 'a', '1'])).results).toEqual([2]);
});

test('9.2.17 An endorser that is a block late disagrees about what was just written, and about nothing else', async () => {
  const ledger = await openTrial({ endorsers: 2, lastEndorserLags: true });
  await transact(ledger, ['put', 'a', '1']);
  await expect(endorse(ledger, ['get', 'a'])).rejects.toMatchObject({ reason: 'mismatch' });
  await transact(ledger, ['put', 'cold', '1']);
  expect((await transact(ledger, ['get', 'a'])).results).toEqual(['1']);
});

test('9.2.18 A key with a policy of its own is written only by the organisations it names; a put keeps it, a delete drops it', async () => {
  const { KeyEndorsementPolicy } = createRequire(import.meta.url)('fabric-shim');
  const policyOf = (...names: string[]): string => {
    const policy = new KeyEndorsementPolicy();
    policy.addOrgs('PEER', ...names);
    return Buffer.from(policy.getPolicy()).toString('base64');
  };
  const ledger = await openTrial({ endorsers: ['Coop', 'University'] });
  const [ours, foreign] = [policyOf('Coop', 'University'), policyOf('Coop', 'StudentUnion')];
  await transact(ledger, ['put', 'a', '1'], ['put', 'b', '1']);
  expect((await transact(ledger, ['setPolicy', 'a', ours])).code).toBe('VALID');
  expect((await transact(ledger, ['put', 'a', '2'])).code).toBe('VALID');
  expect(await read(ledger, ['getPolicy', 'a'], ['getPolicy', 'b'])).toEqual([ours, '']);
  expect((await transact(ledger, ['delete', 'a'])).code).toBe('VALID');
  expect((await transact(ledger, ['put', 'a', '3'])).code).toBe('VALID');
  expect(await read(ledger, ['getPolicy', 'a'])).toEqual(['']);

  expect((await transact(ledger, ['setPolicy', 'b', foreign])).code).toBe('VALID');
  for (const step of [
    ['put', 'b', '2'],
    ['delete', 'b'],
    ['setPolicy', 'b', ours],
  ] satisfies Step[]) {
    expect((await transact(ledger, step)).code).toBe('ENDORSEMENT_POLICY_FAILURE');
  }
  expect(await read(ledger, ['get', 'b'])).toEqual(['1']);
  const digest = ledger.stateDigest();
  ledger.rebuildState();
  expect(ledger.stateDigest()).toBe(digest);
  expect((await transact(ledger, ['put', 'b', '2'])).code).toBe('ENDORSEMENT_POLICY_FAILURE');
});

test('9.2.18 A key whose policy changes in a block is not written by a later transaction of that block', async () => {
  const { KeyEndorsementPolicy } = createRequire(import.meta.url)('fabric-shim');
  const policy = new KeyEndorsementPolicy();
  policy.addOrgs('PEER', 'Endorser1');
  const ledger = await openTrial({ blockMaxTransactions: 2, blockTimeoutMs: 30 });
  await transact(ledger, ['put', 'a', '1']);
  const changing = await endorse(ledger, [
    'setPolicy',
    'a',
    Buffer.from(policy.getPolicy()).toString('base64'),
  ]);
  const writing = await endorse(ledger, ['put', 'a', '2']);
  const codes = (await Promise.all([order(ledger, changing), order(ledger, writing)])).map(
    ({ code }) => code,
  );
  expect(codes).toEqual(['VALID', 'ENDORSEMENT_POLICY_FAILURE']);
});

test('9.2.19 Transactions interleave on one contract object, so what it keeps on `this` is seen by others', async () => {
  const ledger = await openTrial();
  const steps: Step[] = [['calls'], ['pause', 40], ['calls']];
  expect(await Promise.all([read(ledger, ...steps), read(ledger, ...steps)])).toEqual([
    [1, 'paused', 2],
    [2, 'paused', 2],
  ]);
});

test('9.2.19 The same id twice at once is refused the second time', async () => {
  const ledger = await openTrial();
  const request = { function: 'run', args: stepsText([['pause', 20]]), transactionId: 'same' };
  const both = await Promise.allSettled([ledger.endorse(request), ledger.endorse(request)]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

test('9.2.20 Time, bytes and results have limits, which fail the proposal even if the contract swallows the error', async () => {
  expect(peerLimits).toEqual({
    executionMs: 30_000,
    transactionBytes: 10 * 1024 * 1024,
    rangeResults: 100_000,
  });
  const ledger = await openTrial({ limits: { executionMs: 150, transactionBytes: 5000, rangeResults: 3 } });
  const limit = { name: 'EndorseError', reason: 'limit' };
  await expect(endorse(ledger, ['pause', 400])).rejects.toMatchObject(limit);
  await expect(endorse(ledger, ['put', 'a', 'x'.repeat(3000)], ['put', 'b', 'x'])).rejects.toMatchObject(
    limit,
  );
  await transact(ledger, ['put', 'a', '1'], ['put', 'b', '1'], ['put', 'c', '1']);
  expect(await read(ledger, ['range', '', ''])).toEqual([['a', 'b', 'c']]);
  await transact(ledger, ['put', 'd', '1']);
  await expect(endorse(ledger, ['range', '', ''])).rejects.toMatchObject(limit);
  await expect(endorse(ledger, ['swallow', '["range","",""]'])).rejects.toMatchObject(limit);
  expect(ledger.height).toBe(2);
});

test('A contract that outlives its time does not hold up the ledger', async () => {
  const ledger = await openTrial({ limits: { executionMs: 50 } });
  await expect(endorse(ledger, ['pause', 300], ['put', 'a', '1'])).rejects.toMatchObject({ reason: 'limit' });
  expect((await transact(ledger, ['put', 'b', '1'])).code).toBe('VALID');
});

test('Bytes that are not text are refused, since blocks hold text', async () => {
  const ledger = await openTrial();
  await expect(endorse(ledger, ['putBytes', 'a', 'ff'])).rejects.toThrow(/not valid for encoding utf-8/);
});

test('The shim is the version that was tested, silent, and does not swallow uncaught errors of the process', async () => {
  await openTrial();
  expect(shimVersion).toBe('2.5.8');
  expect(createRequire(import.meta.url)('fabric-shim/package.json').version).toBe(shimVersion);
  const listeners = [...process.listeners('uncaughtException'), ...process.listeners('unhandledRejection')];
  expect(listeners.map(({ name }) => name)).not.toContain('bound _uncaughtException');
  expect(listeners.map(({ name }) => name)).not.toContain('loggerUnhandledRejectionFn');
});
