import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offsetAfter, readTimeHeaders, serverTimeHeader } from './clock.ts';

const start = 1_800_000_000_000;

test('a phone whose clock is an hour slow learns it from one answer', () => {
  const heard = {
    serverMs: start + 3_600_000,
    resolutionMs: 1,
    sentAtMs: start - 20,
    receivedAtMs: start + 20,
  };
  const known = offsetAfter(null, heard);
  expect(Math.abs((known?.offsetMs ?? 0) - 3_600_000)).toBeLessThanOrEqual(20);
});

test('an answer that came after a long wait, or before it was asked for, is not believed', () => {
  const known = { offsetMs: 5, heardAtMs: start };
  const far = { serverMs: start + 9_000_000, resolutionMs: 1 };
  expect(offsetAfter(known, { ...far, sentAtMs: start, receivedAtMs: start + 10_001 })).toBe(known);
  expect(offsetAfter(known, { ...far, sentAtMs: start, receivedAtMs: start - 1 })).toBe(known);
});

test('whole seconds in the Date header never push a right offset about, and a wrong one ends within reach of the truth', () => {
  const offset = fc.integer({ min: -10_000_000, max: 10_000_000 });
  const wait = fc.integer({ min: 0, max: 5_000 });
  fc.assert(
    fc.property(offset, offset, wait, wait, (trueOffsetMs, wrongOffsetMs, thereMs, backMs) => {
      const receivedAtMs = start + thereMs + backMs;
      const serverMs = Math.floor((start + thereMs + trueOffsetMs) / 1_000) * 1_000;
      const heard = { serverMs, resolutionMs: 1_000, sentAtMs: start, receivedAtMs };
      const right = offsetAfter({ offsetMs: trueOffsetMs, heardAtMs: 0 }, heard);
      expect(right?.offsetMs).toBe(trueOffsetMs);
      const mended = offsetAfter({ offsetMs: wrongOffsetMs, heardAtMs: 0 }, heard);
      expect(Math.abs((mended?.offsetMs ?? Number.NaN) - trueOffsetMs)).toBeLessThanOrEqual(
        1_000 + thereMs + backMs,
      );
    }),
  );
});

test('the door’s own header counts before Date, and neither is believed when it is no time', () => {
  const date = 'Fri, 15 Jan 2027 08:00:00 GMT';
  expect(readTimeHeaders(new Headers({ date, [serverTimeHeader]: '1800000000123' }))).toEqual({
    serverMs: 1_800_000_000_123,
    resolutionMs: 1,
  });
  expect(readTimeHeaders(new Headers({ date, [serverTimeHeader]: '-5' }))).toEqual({
    serverMs: start,
    resolutionMs: 1_000,
  });
  expect(readTimeHeaders(new Headers({ date: 'yesterday' }))).toBeNull();
});
