import { carrierCallsMax, carrierOrdersMax } from '@kumoh-pay/domain';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
  CarrierQueue,
  carriersHeldMax,
  carriersInFlightMax,
  collectAtMostMs,
  type Waiting,
} from './carrier-queue.ts';
import { conflict } from './conflict.ts';

interface Named extends Waiting {
  name: string;
}
const order = (
  name: string,
  reads: string[],
  writes: string[],
  more: { calls?: number; alone?: boolean } = {},
): Named => ({
  name,
  characters: 1_000,
  footprint: {
    reads: new Set([...reads, ...writes]),
    writes: new Set(writes),
    calls: more.calls ?? 16,
    alone: more.alone ?? false,
  },
});
const charge = (name: string, account = name, vendor = 'shop') =>
  order(name, [`day/${vendor}`], [`purse/${account}`]);
const seal = (vendor = 'shop') => order(`seal ${vendor}`, [], [`day/${vendor}`]);

/** A queue whose carriers end when the test says so. */
function queue() {
  const sent: string[][] = [];
  const ends: (() => void)[] = [];
  const carriers = new CarrierQueue<Named>((orders) => {
    sent.push(orders.map(({ name }) => name));
    return new Promise((resolve) => ends.push(resolve));
  });
  const end = async (place: number) => {
    ends[place]?.();
    await new Promise(setImmediate);
  };
  return { carriers, sent, end };
}

test('an order is sent at once when nothing is under way', () => {
  const { carriers, sent } = queue();
  carriers.add(charge('a'));
  expect(sent).toEqual([['a']]);
});

test('orders that come meanwhile collect, and go together when the carrier is through', async () => {
  const { carriers, sent, end } = queue();
  for (const name of ['a', 'b', 'c', 'd']) carriers.add(charge(name));
  expect(sent).toEqual([['a']]);
  await end(0);
  expect(sent).toEqual([['a'], ['b', 'c', 'd']]);
});

test('a full carrier does not wait for the one before', () => {
  const { carriers, sent } = queue();
  for (let i = 0; i <= carrierOrdersMax; i++) carriers.add(charge(`m${i}`));
  expect(sent.map((names) => names.length)).toEqual([1, carrierOrdersMax]);
});

test('no carrier has more orders or state calls than the contract takes, and no more are under way than may be', () => {
  const { carriers, sent } = queue();
  for (let i = 0; i < 10 * carrierOrdersMax; i++)
    carriers.add(order(`m${i}`, [], [`purse/${i}`], { calls: 40 }));
  expect(sent).toHaveLength(carriersInFlightMax);
  for (const names of sent) expect(names.length * 40).toBeLessThanOrEqual(carrierCallsMax);
});

test('a member’s second order waits for the first; others go on', async () => {
  const { carriers, sent, end } = queue();
  carriers.add(charge('first', 'kim'));
  carriers.add(charge('second', 'kim'));
  for (let i = 0; i < carrierOrdersMax; i++) carriers.add(charge(`m${i}`));
  expect(sent[1]).not.toContain('second');
  expect(sent[1]).toHaveLength(carrierOrdersMax);
  await end(0);
  await end(1);
  expect(sent[2]).toEqual(['second']);
});

test('a vendor’s charges wait behind its seal and do not overtake it; another vendor’s do not wait', async () => {
  const { carriers, sent, end } = queue();
  carriers.add(charge('early'));
  carriers.add(seal());
  carriers.add(charge('late'));
  carriers.add(charge('elsewhere', 'lee', 'bakery'));
  await end(0);
  // The charge may ride with the seal, behind it: orders of one carrier see each other.
  expect(sent[1]).toEqual(['seal shop', 'late', 'elsewhere']);
});

test('a seal is not held up for ever by charges that keep coming', async () => {
  const { carriers, sent, end } = queue();
  for (let i = 0; i <= carrierOrdersMax; i++) carriers.add(charge(`m${i}`));
  carriers.add(seal());
  for (let i = 100; i < 200; i++) carriers.add(charge(`m${i}`));
  expect(sent).toHaveLength(2);
  await end(0);
  await end(1);
  expect(sent[2]?.[0]).toBe('seal shop');
});

test('a count under way keeps no charge waiting; charges under way still collect those behind them', async () => {
  const { carriers, sent } = queue();
  carriers.add(order('count', [], ['settlement/shop/1'], { alone: true }));
  carriers.add(charge('a'));
  carriers.add(charge('b'));
  expect(sent).toEqual([['count'], ['a']]);
});

test('an order that reads a range rides alone', async () => {
  const { carriers, sent, end } = queue();
  carriers.add(charge('a'));
  carriers.add(charge('b'));
  carriers.add(order('count', [], ['settlement/shop/1'], { alone: true }));
  carriers.add(charge('c'));
  await end(0);
  await end(1);
  expect(sent).toEqual([['a'], ['b', 'c'], ['count']]);
});

test('a carrier of unknown outcome holds back only what touches its keys', async () => {
  vi.useFakeTimers();
  try {
    const { carriers, sent } = queue();
    carriers.add(charge('lost', 'kim'));
    carriers.add(charge('again', 'kim'));
    carriers.add(charge('other', 'lee'));
    expect(sent).toEqual([['lost']]);
    await vi.advanceTimersByTimeAsync(collectAtMostMs);
    expect(sent).toEqual([['lost'], ['other']]);
  } finally {
    vi.useRealTimers();
  }
});

test('carriers of unknown outcome do not grow without end', async () => {
  vi.useFakeTimers();
  try {
    const { carriers, sent, end } = queue();
    for (let i = 0; i < 2 * carriersHeldMax; i++) {
      carriers.add(charge(`m${i}`));
      await vi.advanceTimersByTimeAsync(collectAtMostMs);
    }
    expect(sent).toHaveLength(carriersHeldMax);
    vi.useRealTimers();
    await end(0);
    expect(sent).toHaveLength(carriersHeldMax + 1);
    expect(sent[carriersHeldMax]).toHaveLength(carriersHeldMax);
  } finally {
    vi.useRealTimers();
  }
});

test('a long queue of one member’s orders is looked through quickly', () => {
  const { carriers, sent } = queue();
  const begun = performance.now();
  for (let i = 0; i < 1_500; i++) carriers.add(charge(`m${i}`, 'kim'));
  expect(sent).toHaveLength(1);
  expect(carriers.waiting).toBe(1_499);
  // Every pair compared at every arrival would be half a thousand million comparisons.
  expect(performance.now() - begun).toBeLessThan(2_000);
});

test('a stopped queue sends nothing more', async () => {
  const { carriers, sent, end } = queue();
  carriers.add(charge('a'));
  carriers.add(charge('b'));
  carriers.stop();
  await end(0);
  expect(sent).toEqual([['a']]);
  expect(carriers.waiting).toBe(1);
});

test('whatever comes and ends in whatever order, no two carriers under way touch the same key, and every order goes once', async () => {
  const someOrders = fc.array(
    fc.record({
      reads: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 3 }),
      writes: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 2 }),
      calls: fc.integer({ min: 1, max: 400 }),
      alone: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(someOrders, fc.infiniteStream(fc.nat(carriersInFlightMax)), async (wishes, choices) => {
      const underWay: { orders: Named[]; end: () => void }[] = [];
      const gone: string[] = [];
      const carriers = new CarrierQueue<Named>((orders) => {
        for (const other of underWay.flatMap((carrier) => carrier.orders)) {
          for (const one of orders) expect(conflict(one.footprint, other.footprint)).toBe(false);
        }
        if (orders.length > 1) {
          expect(orders.some(({ footprint }) => footprint.alone)).toBe(false);
          expect(orders.reduce((sum, { footprint }) => sum + footprint.calls, 0)).toBeLessThanOrEqual(
            carrierCallsMax,
          );
        }
        gone.push(...orders.map(({ name }) => name));
        return new Promise((resolve) => underWay.push({ orders, end: resolve }));
      });
      for (const [i, { reads, writes, calls, alone }] of wishes.entries()) {
        carriers.add(order(`${i}`, reads.map(String), writes.map(String), { calls, alone }));
      }
      while (underWay.length > 0) {
        const [ended] = underWay.splice((choices.next().value ?? 0) % underWay.length, 1);
        ended?.end();
        await new Promise(setImmediate);
      }
      expect(gone.toSorted()).toEqual(wishes.map((_, i) => `${i}`).toSorted());
    }),
    { numRuns: 100 },
  );
});
