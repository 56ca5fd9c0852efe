import { type Id, newId } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { OfflineOpening } from './opening.ts';

const [cashier, manager] = [newId(), newId()];
const pin = '8305';

/** A server that answers when the test says so. */
class FakeServer {
  session: Id | null = null;
  rightPin = pin;
  unlocks = 0;
  gate: Promise<void> = Promise.resolve();
  async me() {
    const { session } = this;
    await this.gate;
    return session === null ? null : { id: session };
  }
  async unlock({ staff, pin: given }: { staff: Id; pin: string }) {
    this.unlocks += 1;
    if (given !== this.rightPin) return false;
    this.session = staff;
    return true;
  }
  isAway = false;
  async lock() {
    if (this.isAway) throw new Error('gone');
    this.session = null;
  }
}
/** What a tablet keeps over a reload. */
const newMark = () => {
  let kept: boolean | null = null;
  return {
    read: () => kept,
    write: (value: boolean | null) => {
      kept = value;
    },
  };
};
const openedOffline = (server: FakeServer) => {
  const opening = new OfflineOpening(server, newMark());
  opening.begin(cashier, pin);
  return opening;
};

test('who has opened without the server is open with it once it is back, however many starts ask at once', async () => {
  const server = new FakeServer();
  const opening = openedOffline(server);
  const answers = await Promise.all([opening.whoIsThere(), opening.whoIsThere()]);
  expect([answers, server.unlocks]).toEqual([[{ id: cashier }, { id: cashier }], 1]);
});

test('a slow "nobody" that comes after another start has opened does not lock the counter', async () => {
  const server = new FakeServer();
  const { promise, resolve: go } = Promise.withResolvers<void>();
  server.gate = promise;
  const opening = openedOffline(server);
  const slow = opening.whoIsThere();
  server.session = cashier;
  opening.end();
  go();
  expect(await slow).toEqual({ id: cashier });
});

test('a refusal counts only when the counter was open with the server and still is by the same opening', () => {
  const opening = openedOffline(new FakeServer());
  const early = opening.question();
  expect(early()).toBe(false);
  opening.end();
  expect(early()).toBe(false);
  expect(opening.question()()).toBe(true);
});

test('a session of somebody else’s does not take over from who opened without the server', async () => {
  const server = new FakeServer();
  server.session = manager;
  expect(await openedOffline(server).whoIsThere()).toEqual({ id: cashier });
});

test('a PIN that was changed meanwhile opens nothing', async () => {
  const server = new FakeServer();
  server.rightPin = '0000';
  expect(await openedOffline(server).whoIsThere()).toBeNull();
});

test('a counter that was locked while the server was away is not open when it comes back, not after a reload either', async () => {
  const server = new FakeServer();
  server.session = cashier;
  const mark = newMark();
  const opening = new OfflineOpening(server, mark);
  server.isAway = true;
  await opening.lock();
  server.isAway = false;
  expect(await new OfflineOpening(server, mark).whoIsThere()).toBeNull();
  expect(server.session).toBeNull();
  expect(mark.read()).toBeNull();
});

test('until the lock has reached the server nobody is said to be there', async () => {
  const server = new FakeServer();
  server.session = cashier;
  const opening = new OfflineOpening(server, newMark());
  server.isAway = true;
  await opening.lock();
  await expect(opening.whoIsThere()).rejects.toThrow('gone');
});

test('who opens after such a lock stays in: the lock was for the one before', async () => {
  const server = new FakeServer();
  server.session = manager;
  const opening = new OfflineOpening(server, newMark());
  server.isAway = true;
  await opening.lock();
  server.isAway = false;
  opening.begin(cashier, pin);
  expect(await opening.whoIsThere()).toEqual({ id: cashier });
  opening.end();
  expect(await opening.whoIsThere()).toEqual({ id: cashier });
});

test('a lock that comes while the server is being asked who is there is not undone by its answer', async () => {
  const server = new FakeServer();
  server.session = cashier;
  const { promise, resolve: go } = Promise.withResolvers<void>();
  server.gate = promise;
  const opening = new OfflineOpening(server, newMark());
  const slow = opening.whoIsThere();
  await opening.lock();
  go();
  expect(await slow).toBeNull();
});
