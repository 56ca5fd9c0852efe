import { beforeEach, expect, test } from 'vitest';
import { type Draft, isUnfinished, sameUnfinished, sendFollowed } from './unfinished.ts';

const officer = '0'.repeat(32);
/** Of each test its own: what one leaves unknown is nothing that another asks for. */
let programme = '';
beforeEach(() => {
  programme = crypto.randomUUID();
});
const gift = (amount: number, until: number): Draft<'issue'> => ({
  type: 'issue',
  id: crypto.randomUUID(),
  body: { until, programme, receivers: [{ account: 'a', amount: amount as never }] },
  at: until - 1,
});
/** As `newOrder` makes it: the one that nobody knows the outcome of, or a new one. */
const asked = (amount: number, until: number, by = officer) => {
  const fresh = gift(amount, until);
  return sameUnfinished(by, fresh.type, fresh.body) ?? fresh;
};
const send = (order: Draft<'issue'>, code: string | null, by = officer) =>
  sendFollowed(by, order, async () =>
    code === null ? { ok: true, value: 'done' } : { ok: false, code: code as never, detail: '' },
  );

test('what was asked for again after a lost answer is the same order to the last byte, until its outcome is known', async () => {
  const first = asked(5_000, 100);
  await send(first, 'OUTCOME_UNKNOWN');
  const again = asked(5_000, 200);
  expect(again).toBe(first);
  expect(isUnfinished(again)).toBe(true);
  await send(again, null);
  expect(asked(5_000, 300)).not.toBe(first);
});

test('a fault of the line says as little as a lost answer', async () => {
  const first = asked(5_000, 100);
  const away = sendFollowed(officer, first, () => Promise.reject(new Error('the key could not be read')));
  await expect(away).rejects.toThrow();
  expect(isUnfinished(first)).toBe(false);
  await send(first, 'NO_CONNECTION');
  await expect(sendFollowed(officer, first, () => Promise.reject(new Error('no key')))).rejects.toThrow();
  expect(asked(5_000, 200)).toBe(first);
});

test.each(['TOTP_WRONG', 'SIGN_IN_AGAIN', 'TOO_MANY_TRIES', 'NOT_AUTHORISED'])(
  'the door’s own no, %s, does not tell what became of the order',
  async (code) => {
    const first = asked(5_000, 100);
    await send(first, 'OUTCOME_UNKNOWN');
    await send(first, code);
    expect(asked(5_000, 200)).toBe(first);
  },
);

test('a refusal is an outcome: the next one is a new order', async () => {
  const first = asked(5_000, 100);
  await send(first, 'OUTCOME_UNKNOWN');
  await send(first, 'BUDGET_EXCEEDED');
  expect(asked(5_000, 200).id).not.toBe(first.id);
});

test('another amount, and another officer at the same screen, ask for something else', async () => {
  const first = asked(5_000, 100);
  await send(first, 'OUTCOME_UNKNOWN');
  expect(asked(6_000, 100).id).not.toBe(first.id);
  expect(asked(5_000, 100, '1'.repeat(32)).id).not.toBe(first.id);
  expect(asked(5_000, 100)).toBe(first);
});
