import { describe, expect, test } from 'vitest';
import { Campus } from './campus.ts';
import type { Attempt } from './single-hand/attempt.ts';
import { byOneCounter, byOneOfficer } from './single-hand/people.ts';
import { byTheServer } from './single-hand/server.ts';
import { serverForRights } from './single-hand/server-rights.ts';

/**
 * No single hand: whoever holds the server, one terminal, one officer's key, or a vendor and a member together, moves no
 * won beyond what ledger.md grants (`limitedCap`, `limitedPerDay`). Each attempt is refused by the contract itself, and
 * the same thing done honestly passes.
 */

/** Won moved by whatever was committed since. */
const moves = (campus: Campus, since: number): unknown[] =>
  campus
    .journal()
    .slice(since)
    .flatMap(({ postings }) => postings);

async function endOf(campus: Campus, order: unknown): Promise<string> {
  const [result] = await campus.carry(order);
  if (!result?.ok) return result?.code ?? 'no answer';
  if (result.repeat) return 'repeat';
  const { result: answer } = result;
  return typeof answer === 'object' && answer !== null && 'bounced' in answer ? 'bounced' : 'done';
}

const hands: [string, Attempt[]][] = [
  ['a stolen server', byTheServer],
  ['a stolen server that wants rights', serverForRights],
  ['one officer', byOneOfficer],
  ['one counter, or a vendor with a member', byOneCounter],
];

describe.each(hands)('%s', (_, attempts) => {
  test.each(attempts.map((attempt) => [attempt.name, attempt] as const))(
    '%s moves no won; the honest twin passes',
    async (_name, attempt) => {
      const campus = await Campus.open();
      const { bad, ends, twin } = await attempt.try(campus);
      const before = campus.journal().length;
      expect(await endOf(campus, bad)).toBe(ends);
      expect(moves(campus, before)).toEqual([]);
      expect(await endOf(campus, await twin())).toBe('done');
    },
  );
});

test('at least 25 attempts are listed, each under a name of its own', () => {
  const names = hands.flatMap(([, attempts]) => attempts.map(({ name }) => name));
  expect(names.length).toBeGreaterThanOrEqual(25);
  expect(new Set(names).size).toBe(names.length);
});
