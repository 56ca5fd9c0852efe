import { type Id, newId, ok, type Result, refuse, won } from '@kumoh-pay/domain';
import { beforeEach, expect, test } from 'vitest';
import type { PaidSale, PendingCharge } from '../sale-door.ts';
import { OfflineQueue, type QueueDoor } from './queue.svelte.ts';

const takenAt = 1_795_000_000_000;

/** The disk and the server, as a test wants them: what the server answers for each charge, in turn. */
class FakeQueueDoor implements QueueDoor {
  readonly disk = new Map<Id, PendingCharge>();
  readonly sent: Id[] = [];
  answers: (() => Promise<Result<PaidSale>>)[] = [];

  take(amount: number): Id {
    const id = newId();
    const offline = { enroller: newId() };
    const body = { vendor: newId(), terminal: newId(), amount: won(amount), code: '4', offline };
    const signed = { order: { type: 'charge' as const, id, body, at: takenAt }, signatures: [] };
    this.disk.set(id, { signed, basket: [], partOf: null, storedAt: takenAt, staff: newId() });
    return id;
  }
  async waiting(): Promise<PendingCharge[]> {
    return [...this.disk.values()];
  }
  send({ signed: { order } }: PendingCharge): Promise<Result<PaidSale>> {
    this.sent.push(order.id);
    const answer = this.answers.shift();
    const sale = { charge: order.id, amount: order.body.amount, payer: '김*수', at: takenAt };
    return answer ? answer() : Promise.resolve(ok(sale));
  }
  async settle(charge: Id): Promise<void> {
    this.disk.delete(charge);
  }
}

let door: FakeQueueDoor;
let queue: OfflineQueue;
beforeEach(() => {
  door = new FakeQueueDoor();
  queue = new OfflineQueue(door);
});

test('what is taken and not sent is the open risk', async () => {
  door.take(4_000);
  door.take(2_500);
  await queue.read();
  expect([queue.risk, queue.waiting.length]).toEqual([6_500, 2]);
});

test('with the server back they go out in the order in which they were taken; paid and bounced ones are told', async () => {
  const [first, second] = [door.take(4_000), door.take(2_500)];
  door.answers = [async () => refuse('INSUFFICIENT_FUNDS', 'bounced')];
  await queue.send();
  expect(door.sent).toEqual([first, second]);
  expect(queue.answers).toMatchObject([
    { charge: first, amount: 4_000, code: 'INSUFFICIENT_FUNDS' },
    { charge: second, amount: 2_500, code: null },
  ]);
  expect([queue.risk, door.disk.size]).toEqual([0, 0]);
  queue.seen(first);
  expect(queue.answers.map(({ charge }) => charge)).toEqual([second]);
});

test('a lost answer is asked for again with the same charge, which stays on the disk until it is known', async () => {
  const only = door.take(4_000);
  door.answers = [
    () => Promise.reject(new Error('gone')),
    async () => {
      expect(door.disk.has(only)).toBe(true);
      return refuse('OUTCOME_UNKNOWN');
    },
  ];
  await queue.send();
  expect(door.sent).toEqual([only, only, only]);
  expect(queue.answers).toMatchObject([{ charge: only, code: null }]);
});

test('sending runs once at a time', async () => {
  door.take(4_000);
  await Promise.all([queue.send(), queue.send()]);
  expect(door.sent).toHaveLength(1);
});
