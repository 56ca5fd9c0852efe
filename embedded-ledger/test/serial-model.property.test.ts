import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EmbeddedLedger, ValidationCode } from '../src/index.ts';
import { openEmbeddedLedger } from '../src/index.ts';
import { TrialContract } from './trial-contract.ts';
import type { Step } from './trial-ledger.ts';
import { endorse, read, stepsText, trialDirectory } from './trial-ledger.ts';

/** In the order of their UTF-8 bytes, by hand; JavaScript would put the last two the other way round. */
const keys = ['a', 'b', 'c', '～', '😀'];
const anyKey = fc.constantFrom(...keys);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.constant('get'), anyKey),
  fc.tuple(fc.constant('put'), anyKey, fc.constantFrom('1', '2')),
  fc.tuple(fc.constant('add'), anyKey, fc.constantFrom('1', '10')),
  fc.tuple(fc.constant('delete'), anyKey),
  fc.tuple(fc.constant('range'), anyKey, fc.constantFrom('', ...keys)),
);
const anyTransaction = fc.array(anyStep, { minLength: 1, maxLength: 4 });
/** Rounds of transactions endorsed on one state and ordered together, each with its place in the order. */
const anyRounds = fc.array(fc.array(fc.tuple(anyTransaction, fc.nat(100)), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 5,
});

type Cell = { value: string; writer: string };
type State = Map<string, Cell>;

/** Runs the steps on the model, own writes unseen; gives results, what was seen of whom, and the writes. */
function runSerially(steps: Step[], state: State) {
  const seen = { keys: new Set<string>(), reads: [] as string[], ranges: [] as string[] };
  const writes = new Map<string, string>();
  const look = (key: string): string => {
    seen.keys.add(key);
    seen.reads.push(`${key} ${state.get(key)?.writer}`);
    return state.get(key)?.value ?? '';
  };
  const results = steps.map(([operation, first = '', second = '']) => {
    const key = String(first);
    if (operation === 'get') return look(key);
    if (operation === 'range') {
      const from = keys.indexOf(key);
      const to = second === '' ? keys.length : keys.indexOf(String(second));
      const inside = keys.slice(from, Math.max(from, to)).filter((candidate) => state.has(candidate));
      seen.ranges.push(inside.map((candidate) => `${candidate} ${state.get(candidate)?.writer}`).join());
      return inside;
    }
    const value =
      operation === 'put'
        ? String(second)
        : operation === 'delete'
          ? ''
          : String(Number(look(key)) + Number(second));
    writes.set(key, value);
    return operation === 'put' ? 'put' : operation === 'delete' ? 'deleted' : Number(value);
  });
  return { results, seen, writes };
}

/** What Fabric's rules say of a transaction that ran on `before` and is committed on `now`. */
function verdict(steps: Step[], before: State, now: State, touched: Set<string>): ValidationCode {
  const [then, today] = [runSerially(steps, before).seen, runSerially(steps, now).seen];
  const overtaken = [...then.keys].some((key) => touched.has(key));
  if (overtaken || then.reads.join() !== today.reads.join()) return 'MVCC_READ_CONFLICT';
  return then.ranges.join(';') === today.ranges.join(';') ? 'VALID' : 'PHANTOM_READ_CONFLICT';
}

async function blocksSince(ledger: EmbeddedLedger, height: number) {
  const blocks = [];
  for (let number = height; number < ledger.height; number += 1) {
    for await (const block of ledger.blocks(number)) {
      blocks.push(block);
      break;
    }
  }
  return blocks;
}

test("Whatever is ordered at once, each verdict is Fabric's, and the valid ones give what they give one after the other", async () => {
  const met = new Set<ValidationCode>();
  await fc.assert(
    fc.asyncProperty(anyRounds, fc.integer({ min: 1, max: 4 }), async (rounds, blockMaxTransactions) => {
      const ledger = await openEmbeddedLedger({
        directory: trialDirectory(),
        channel: 'trial',
        contract: TrialContract,
        blockMaxTransactions,
      });
      try {
        const state: State = new Map();
        for (const round of rounds) {
          const [before, height] = [new Map(state), ledger.height];
          const endorsed = await Promise.all(
            round.map(async ([steps, place]) => ({ ...(await endorse(ledger, ...steps)), steps, place })),
          );
          for (const { bytes } of endorsed.toSorted((a, b) => a.place - b.place)) await ledger.submit(bytes);
          await Promise.all(endorsed.map(({ transactionId }) => ledger.commitStatus(transactionId)));
          const stepsOf = new Map(endorsed.map(({ transactionId, steps }) => [transactionId, steps]));
          for (const block of await blocksSince(ledger, height)) {
            const touched = new Set<string>();
            for (const { transactionId, result, code } of block.transactions) {
              const steps = stepsOf.get(transactionId) ?? [];
              met.add(code);
              expect(code).toBe(verdict(steps, before, state, touched));
              if (code !== 'VALID') continue;
              const serial = runSerially(steps, state);
              expect(JSON.parse(result)).toEqual(serial.results);
              for (const [key, value] of serial.writes) {
                touched.add(key);
                if (value === '') state.delete(key);
                else state.set(key, { value, writer: transactionId });
              }
            }
          }
          expect(await read(ledger, ...keys.map((key): Step => ['get', key]))).toEqual(
            keys.map((key) => state.get(key)?.value ?? ''),
          );
        }
        const digest = ledger.stateDigest();
        ledger.rebuildState();
        expect(ledger.stateDigest()).toBe(digest);
        expect(JSON.parse(await ledger.evaluate('run', stepsText([['range', '', '']])))).toEqual([
          keys.filter((key) => state.has(key)),
        ]);
      } finally {
        await ledger.close();
      }
    }),
    { numRuns: 40 },
  );
  expect([...met].sort()).toEqual(['MVCC_READ_CONFLICT', 'PHANTOM_READ_CONFLICT', 'VALID']);
}, 120_000);
