import type { Bound } from '@kumoh-pay/device/within-reason.ts';
import { ok, type Result, refuse } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { askUntilKnown } from './order-sender.ts';

const noPause = async () => undefined;
const lost = new TypeError('fetch failed');
const serversNo = (httpStatus: number, message: string) =>
  Object.assign(new Error(message), { data: { httpStatus } });

/** A door that gives these answers one after the other, and how often it was asked. */
function door(answers: (Result<string> | Error)[]) {
  const asked = { times: 0, unknown: 0 };
  const submit = async (): Promise<Result<string>> => {
    const answer = answers[asked.times];
    asked.times += 1;
    if (answer === undefined) throw new Error('asked more often than there are answers');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const onUnknown = () => {
    asked.unknown += 1;
  };
  return { asked, sending: { submit, onUnknown } };
}

test('a known answer is asked for once', async () => {
  const { asked, sending } = door([ok('sent')]);
  expect(await askUntilKnown(sending, noPause)).toEqual(ok('sent'));
  expect(asked).toEqual({ times: 1, unknown: 0 });
});

test('lost answers and unknown outcomes are asked for again until the ledger has spoken, and told once', async () => {
  const { asked, sending } = door([
    lost,
    refuse('OUTCOME_UNKNOWN'),
    lost,
    serversNo(502, 'bad gateway'),
    ok('sent'),
  ]);
  expect(await askUntilKnown(sending, noPause)).toEqual(ok('sent'));
  expect(asked).toEqual({ times: 5, unknown: 1 });
});

test('"not so fast" is no answer about the order', async () => {
  const { asked, sending } = door([serversNo(429, 'TOO_MANY_TRIES'), ok('sent')]);
  expect(await askUntilKnown(sending, noPause)).toEqual(ok('sent'));
  expect(asked.times).toBe(2);
});

test('a refusal is the last word, and so is the door’s own no', async () => {
  expect(await askUntilKnown(door([refuse('INSUFFICIENT_FUNDS')]).sending, noPause)).toMatchObject({
    code: 'INSUFFICIENT_FUNDS',
  });
  expect(await askUntilKnown(door([serversNo(401, 'SIGN_IN_AGAIN')]).sending, noPause)).toMatchObject({
    code: 'SIGN_IN_AGAIN',
  });
});

test('a server that takes the order and never answers makes it unknown, never refused, and it still resolves', async () => {
  const asked = { times: 0, unknown: 0 };
  const submit = (bound?: Bound): Promise<Result<string>> => {
    asked.times += 1;
    if (asked.times > 2) return Promise.resolve(ok('sent'));
    return new Promise((_, reject) => bound?.signal.addEventListener('abort', () => reject(lost)));
  };
  const onUnknown = () => {
    asked.unknown += 1;
  };
  const soon = (): Bound => ({ signal: AbortSignal.timeout(5) });
  expect(await askUntilKnown({ submit, onUnknown }, noPause, soon)).toEqual(ok('sent'));
  expect(asked).toEqual({ times: 3, unknown: 1 });
}, 2_000);
