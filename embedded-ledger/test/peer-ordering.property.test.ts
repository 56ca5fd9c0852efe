import { createHash } from 'node:crypto';
import { peer } from '@hyperledger/fabric-protos';
import { expect, test } from 'vitest';
import { hashesOf, validationCodes } from '../src/index.ts';
import { creatorBytes, transactionIdOf } from '../src/proposal.ts';
import { endorse, openTrial, order, read, stepsText, transact } from './trial-ledger.ts';

const large = 'x'.repeat(900_000);

test('9.2.11 Blocks are cut by count, by bytes and by time, and while one is written the next one gathers', async () => {
  const byCount = await openTrial({ blockMaxTransactions: 3, blockTimeoutMs: 60_000 });
  const six = await Promise.all(
    Array.from({ length: 6 }, (_, place) => transact(byCount, ['put', `${place}`, 'v'])),
  );
  expect(six.map(({ block }) => block).sort()).toEqual([0, 0, 0, 1, 1, 1]);
  expect(six.map(({ index }) => index).sort()).toEqual([0, 0, 1, 1, 2, 2]);

  const byBytes = await openTrial({ blockTimeoutMs: 50 });
  const parts = await Promise.all(['a', 'b', 'c'].map((key) => endorse(byBytes, ['put', key, large])));
  const blocks = await Promise.all(parts.map(async (part) => (await order(byBytes, part)).block));
  expect(blocks.sort()).toEqual([0, 1, 2]);

  const byTime = await openTrial({ blockTimeoutMs: 80 });
  const began = performance.now();
  const two = await Promise.all([transact(byTime, ['put', 'a', '1']), transact(byTime, ['put', 'b', '1'])]);
  expect(performance.now() - began).toBeGreaterThan(75);
  expect(two.map(({ block }) => block)).toEqual([0, 0]);
});

test('9.2.11 Of several changes of one key in a block exactly the first is valid, and an invalid one does not count', async () => {
  const ledger = await openTrial({ blockMaxTransactions: 4, blockTimeoutMs: 60_000 });
  const endorsed = [
    await endorse(ledger, ['add', 'a', '1']),
    await endorse(ledger, ['add', 'a', '1'], ['put', 'b', 'of an invalid one']),
    await endorse(ledger, ['get', 'b']),
    await endorse(ledger, ['put', 'a', '7']),
  ];
  const done = await Promise.all(endorsed.map((one) => order(ledger, one)));
  expect(done.map(({ code }) => code)).toEqual(['VALID', 'MVCC_READ_CONFLICT', 'VALID', 'VALID']);
  expect(await read(ledger, ['get', 'a'], ['get', 'b'])).toEqual(['7', '']);
  for await (const block of ledger.blocks(0)) {
    expect(block.transactions.map(({ transactionId }) => transactionId)).toEqual(
      endorsed.map(({ transactionId }) => transactionId),
    );
    expect(hashesOf(block)).toEqual({ dataHash: block.dataHash, hash: block.hash });
    break;
  }
});

test('9.2.11 The verdicts bear the names and meanings of the real peer', () => {
  const names: Record<string, number> = { ...peer.TxValidationCode };
  expect(validationCodes.map((code) => names[code])).toEqual([0, 9, 10, 11, 12]);
});

test('9.2.11 A second copy is a duplicate, in one block or in two, and the first verdict stays the answer', async () => {
  const ledger = await openTrial({ blockTimeoutMs: 20 });
  const [good, stale] = [await endorse(ledger, ['add', 'a', '1']), await endorse(ledger, ['add', 'a', '1'])];
  await ledger.submit(good.bytes);
  await ledger.submit(good.bytes);
  await ledger.submit(stale.bytes);
  expect(await ledger.commitStatus(stale.transactionId)).toMatchObject({
    code: 'MVCC_READ_CONFLICT',
    valid: false,
  });
  await ledger.submit(good.bytes);
  await ledger.submit(stale.bytes);
  await transact(ledger, ['put', 'later', '1']);
  expect(await ledger.commitStatus(good.transactionId)).toEqual({
    code: 'VALID',
    valid: true,
    block: 0,
    index: 0,
  });
  expect(await ledger.commitStatus(stale.transactionId)).toMatchObject({
    code: 'MVCC_READ_CONFLICT',
    block: 0,
    index: 2,
  });
  const codes: string[][] = [];
  for await (const block of ledger.blocks(0)) {
    codes.push(block.transactions.map(({ code }) => code));
    if (codes.length === ledger.height) break;
  }
  expect(codes).toEqual([
    ['VALID', 'DUPLICATE_TXID', 'MVCC_READ_CONFLICT'],
    ['DUPLICATE_TXID', 'DUPLICATE_TXID', 'VALID'],
  ]);
  expect(await read(ledger, ['get', 'a'])).toEqual(['1']);
});

test('9.2.11 An id is burnt by an invalid transaction too: the same id is not endorsed again', async () => {
  const ledger = await openTrial();
  const stale = await endorse(ledger, ['add', 'a', '1']);
  await transact(ledger, ['add', 'a', '1']);
  expect((await order(ledger, stale)).code).toBe('MVCC_READ_CONFLICT');
  const again = { function: 'run', args: stepsText([['put', 'a', '2']]), transactionId: stale.transactionId };
  await expect(ledger.endorse(again)).rejects.toMatchObject({
    reason: 'duplicate',
    transactionId: stale.transactionId,
  });
  await expect(ledger.endorse({ ...again, transactionId: `${stale.transactionId}0` })).resolves.toBeTruthy();
});

test("9.2.12 The id is the hash of nonce and creator; the time is the proposal's and must be within two minutes", async () => {
  expect(transactionIdOf(Buffer.from('nonce'), Buffer.from('creator'))).toBe(
    createHash('sha256').update('noncecreator').digest('hex'),
  );
  expect(creatorBytes('Coop')).not.toEqual(creatorBytes('University'));
  const now = Date.UTC(2026, 2, 2, 3);
  const ledger = await openTrial({ now: () => now, creator: 'Coop' });
  const ask = (time: number) => ledger.endorse({ function: 'run', args: stepsText([['about']]), time });
  for (const time of [now - 120_000, now + 120_000, now - 5]) {
    const { transactionId, result } = await ask(time);
    expect(transactionId).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse(result)).toEqual([[transactionId, 'trial', time, 'Coop']]);
  }
  for (const time of [now - 120_001, now + 120_001]) {
    await expect(ask(time)).rejects.toMatchObject({ name: 'EndorseError', reason: 'proposal' });
  }
  const ids = await Promise.all(Array.from({ length: 20 }, async () => (await ask(now)).transactionId));
  expect(new Set(ids).size).toBe(20);
});

test('What is not an endorsed transaction is not taken, and altered bytes are stored as invalid', async () => {
  const ledger = await openTrial();
  await expect(ledger.submit(Buffer.from('hello'))).rejects.toThrow(/not an endorsed transaction/);
  const { bytes, transactionId } = await endorse(ledger, ['put', 'a', 'one won']);
  const altered = Buffer.from(Buffer.from(bytes).toString().replaceAll('one won', 'two won'));
  await ledger.submit(altered);
  expect(await ledger.commitStatus(transactionId)).toMatchObject({
    code: 'ENDORSEMENT_POLICY_FAILURE',
    valid: false,
  });
  expect(await read(ledger, ['get', 'a'])).toEqual(['']);
  expect(ledger.verifyChain()).toEqual({ height: 1, hash: ledger.tipHash });
});
