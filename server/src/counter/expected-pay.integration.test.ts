import { dayMs, type Id, newId } from '@kumoh-pay/domain';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../db/index.ts';
import { openTestDb } from '../db/test-db.ts';
import { expectedPayAt } from './expected-pay.ts';

let db: Database;
let sequence = 0;
const sealedAt = Date.UTC(2026, 10, 20, 9);

beforeAll(async () => {
  const opened = await openTestDb();
  ({ db } = opened);
  return opened.close;
});

/** As the index holds a day that was paid so many days after its seal. */
async function paid(vendor: Id, day: number, afterDays: number): Promise<void> {
  sequence += 1;
  const at = sealedAt + afterDays * dayMs;
  const entry = {
    sequence,
    block: 1,
    transaction_id: newId(),
    order_id: newId(),
    type: 'recordPayout',
    part: 0,
  };
  await db
    .insertInto('journal')
    .values({ ...entry, digest: '0'.repeat(64), at, signers: '', result: '{}' })
    .execute();
  const row = {
    vendor,
    day,
    state: 'paid',
    sealed_at: sealedAt,
    net: 1,
    batch: newId(),
    figures: '{}',
    sequence,
  };
  await db.insertInto('settlement').values(row).execute();
}

it('nobody knows before anybody was paid; then as long as the campus takes, and then as long as this shop waited', async () => {
  const [own, other] = [newId(), newId()];
  expect(await expectedPayAt(db, own, sealedAt)).toBeNull();
  for (const [place, days] of [9, 3, 3].entries()) await paid(other, place + 1, days);
  expect(await expectedPayAt(db, own, sealedAt)).toBe(sealedAt + 3 * dayMs);
  await paid(own, 1, 5);
  expect(await expectedPayAt(db, own, sealedAt)).toBe(sealedAt + 5 * dayMs);
});
