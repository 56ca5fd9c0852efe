import type { peer } from '@hyperledger/fabric-protos';
import { expect, test } from 'vitest';
import { getTogether, heardReady, writeTogether } from './batches.ts';
import { bytesField, numberField, readFields } from './wire.ts';

/** A stub over a peer that says in READY that it takes so many keys at once, and answers with what `values` hold. */
function stubOf(
  ready: Uint8Array | null,
  values: ReadonlyMap<string, string> = new Map(),
  answers = (payload: Uint8Array) => payload,
) {
  const asked: { type: number; fields: ReturnType<typeof readFields> }[] = [];
  const stream = {};
  if (ready) heardReady(stream, ready);
  const handler = {
    _stream: stream,
    _askPeerAndListen: async (message: peer.ChaincodeMessage) => {
      const { type, payload } = { type: message.getType(), payload: message.getPayload_asU8() };
      expect([message.getTxid(), message.getChannelId()]).toEqual(['a transaction', 'a channel']);
      const fields = readFields(payload);
      asked.push({ type, fields });
      const found = fields.map(({ value }) => values.get(Buffer.from(value as Uint8Array).toString()) ?? '');
      return answers(Buffer.concat(found.map((value) => bytesField(1, Buffer.from(value)))));
    },
  };
  const stub = { handler, getTxID: () => 'a transaction', getChannelID: () => 'a channel' };
  return { stub, asked };
}

const takes = (write: number, read: number): Uint8Array =>
  Buffer.concat([numberField(1, 1), numberField(2, write), numberField(3, 1), numberField(4, read)]);

test('keys are read in as many messages as the peer needs, an absent one as an empty value in its place', async () => {
  const { stub, asked } = stubOf(
    takes(10, 2),
    new Map([
      ['a', '1'],
      ['c', '3'],
    ]),
  );
  const values = await getTogether(stub, ['a', 'b', 'c']);
  expect(values?.map((value) => Buffer.from(value).toString())).toEqual(['1', '', '3']);
  expect(asked.map(({ type, fields }) => [type, fields.length])).toEqual([
    [25, 2],
    [25, 1],
  ]);
});

test('changes go in one message, a deletion without a value', async () => {
  const { stub, asked } = stubOf(takes(10, 2));
  expect(
    await writeTogether(stub, [
      { key: 'a', value: 'x' },
      { key: 'b', value: null },
    ]),
  ).toBe(true);
  const [message] = asked;
  expect(message?.type).toBe(24);
  expect(message?.fields.map(({ value }) => readFields(value as Uint8Array))).toEqual([
    [
      { field: 1, value: Buffer.from('a') },
      { field: 2, value: Buffer.from('x') },
      { field: 5, value: 9 },
    ],
    [
      { field: 1, value: Buffer.from('b') },
      { field: 5, value: 10 },
    ],
  ]);
});

test('a peer that does not say that it takes many keys is asked for each by itself', async () => {
  for (const ready of [null, new Uint8Array(), Buffer.concat([numberField(2, 10), numberField(4, 10)])]) {
    const { stub, asked } = stubOf(ready);
    expect(await getTogether(stub, ['a', 'b'])).toBeNull();
    expect(
      await writeTogether(stub, [
        { key: 'a', value: null },
        { key: 'b', value: null },
      ]),
    ).toBe(false);
    expect(asked).toEqual([]);
  }
});

test('an answer with fewer values than keys is an error', async () => {
  const { stub } = stubOf(takes(10, 10), new Map(), () => bytesField(1, Buffer.from('one')));
  await expect(getTogether(stub, ['a', 'b'])).rejects.toThrow('1 of 2 keys');
});
