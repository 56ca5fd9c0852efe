import type { Bound } from '@kumoh-pay/device/within-reason.ts';
import { newId, ok, type Result, refuse } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { askToUnlock } from './unlocking.ts';

const cashier = { id: newId() };
const given = { staff: cashier.id, pin: '8305' };
const soon = (): Bound => ({ signal: AbortSignal.timeout(5) });
const never = ({ signal }: Bound): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new TypeError('given up'))));

/** A server that answers a PIN like this. */
const door = (unlock: (bound: Bound) => Promise<Result<null>>) => ({
  unlock: (_: typeof given, bound: Bound) => unlock(bound),
  me: async () => cashier,
});

test('a server that hears the PIN and says nothing leaves it to the tablet, soon', async () => {
  expect(await askToUnlock(door(never), given, soon())).toEqual({ is: 'silent' });
}, 1_000);

test('a server that opens and then falls silent leaves it to the tablet too', async () => {
  const half = { ...door(async () => ok(null)), me: never };
  expect(await askToUnlock(half, given, soon())).toEqual({ is: 'silent' });
}, 1_000);

test('a PIN that the server refuses is refused, and one that it takes opens', async () => {
  expect(
    await askToUnlock(
      door(async () => refuse('PIN_WRONG')),
      given,
      soon(),
    ),
  ).toEqual({
    is: 'refused',
    code: 'PIN_WRONG',
  });
  expect(
    await askToUnlock(
      door(async () => ok(null)),
      given,
      soon(),
    ),
  ).toEqual({ is: 'open', person: cashier });
});

test('the server’s own no is no silence', async () => {
  const locked = Object.assign(new Error('TOO_MANY_TRIES'), { data: { httpStatus: 403 } });
  expect(
    await askToUnlock(
      door(() => Promise.reject(locked)),
      given,
      soon(),
    ),
  ).toEqual({
    is: 'refused',
    code: 'TOO_MANY_TRIES',
  });
});
