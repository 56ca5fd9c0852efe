import { expect, test } from 'vitest';
import { bytesField, numberField, readFields } from './wire.ts';

test('what is written in fields is read again, numbers beyond 32 bits and empty bytes among it', () => {
  const long = Buffer.alloc(300, 7);
  const message = Buffer.concat([
    numberField(5, 0),
    numberField(2, 2 ** 40 + 3),
    bytesField(1, long),
    bytesField(1, Buffer.alloc(0)),
  ]);
  expect(readFields(message)).toEqual([
    { field: 5, value: 0 },
    { field: 2, value: 2 ** 40 + 3 },
    { field: 1, value: long },
    { field: 1, value: Buffer.alloc(0) },
  ]);
});

test('a message that is cut off, or of another kind of field, is an error and no shorter list', () => {
  const whole = bytesField(1, Buffer.from('a value'));
  for (let length = 1; length < whole.length; length++)
    expect(() => readFields(whole.subarray(0, length)), `${length} bytes`).toThrow();
  expect(() => readFields(Uint8Array.of((1 << 3) | 5, 1, 0, 0, 0))).toThrow('wire type');
});
