import { newId } from '@kumoh-pay/domain';
import { beforeAll, expect, test } from 'vitest';
import { Hand } from '../../../chaincode/test/hand.ts';
import type { Database } from '../db/index.ts';
import { openTestDb } from '../db/test-db.ts';
import {
  codeForNumber,
  lodgeCode,
  numberLifetimeMs,
  numberLockMs,
  wrongNumbersMax,
} from './fallback-number.ts';

let db: Database;
beforeAll(async () => {
  const opened = await openTestDb();
  ({ db } = opened);
  return opened.close;
});

const now = 1_795_000_000_000;
const hand = new Hand();
const codes = new Map<string, string>();
/** A signature is another one each time, so each code is signed once. */
function codeOf(account: string, counter = now): string {
  const name = `${account} ${counter}`;
  const code = codes.get(name) ?? hand.payCode('ledger', account, counter, 10_000);
  codes.set(name, code);
  return code;
}
async function lodged(account: string, counter = now): Promise<string> {
  const answer = await lodgeCode(db, account, codeOf(account, counter), now);
  if (!answer.ok) throw new Error(answer.code);
  return answer.value.number;
}
const wrong = (number: string) => String((Number(number) + 1) % 100_000_000).padStart(8, '0');

test('eight digits stand for the code that a phone lodged, for a minute', async () => {
  const account = newId();
  const number = await lodged(account);
  expect(number).toMatch(/^\d{8}$/);
  expect(await codeForNumber(db, newId(), number, now + numberLifetimeMs)).toEqual({
    ok: true,
    value: codeOf(account),
  });
  expect(await codeForNumber(db, newId(), number, now + numberLifetimeMs + 1)).toMatchObject({
    code: 'NUMBER_UNKNOWN',
  });
});

test('a newer code takes the place of the older one, whose number is worth nothing', async () => {
  const account = newId();
  const old = await lodged(account);
  const fresh = await lodged(account, now + 1);
  expect(await codeForNumber(db, newId(), old, now)).toMatchObject({ code: 'NUMBER_UNKNOWN' });
  expect(await codeForNumber(db, newId(), fresh, now)).toEqual({ ok: true, value: codeOf(account, now + 1) });
});

test('a phone cannot lodge another member’s code, nor something that is none', async () => {
  expect(await lodgeCode(db, newId(), codeOf(newId()), now)).toMatchObject({ code: 'NOT_A_CODE' });
  expect(await lodgeCode(db, newId(), '12345', now)).toMatchObject({ code: 'NOT_A_CODE' });
});

test('ten wrong numbers lock a terminal’s entry for a minute, also for the right one, and no other terminal’s', async () => {
  const number = await lodged(newId());
  const terminal = newId();
  const tries = await Promise.all(
    Array.from({ length: wrongNumbersMax }, () => codeForNumber(db, terminal, wrong(number), now)),
  );
  expect(tries.every((answer) => !answer.ok && answer.code === 'NUMBER_UNKNOWN')).toBe(true);
  expect(await codeForNumber(db, terminal, number, now)).toMatchObject({ code: 'TOO_MANY_TRIES' });
  expect(await codeForNumber(db, newId(), number, now)).toMatchObject({ ok: true });
  const again = await lodged(newId());
  expect(await codeForNumber(db, terminal, again, now + numberLockMs)).toMatchObject({ ok: true });
});

test('a right number in between begins the count anew', async () => {
  const number = await lodged(newId());
  const terminal = newId();
  for (let i = 0; i < wrongNumbersMax - 1; i++) await codeForNumber(db, terminal, wrong(number), now);
  expect(await codeForNumber(db, terminal, number, now)).toMatchObject({ ok: true });
  expect(await codeForNumber(db, terminal, wrong(number), now)).toMatchObject({ code: 'NUMBER_UNKNOWN' });
  expect(await codeForNumber(db, terminal, number, now)).toMatchObject({ ok: true });
});
