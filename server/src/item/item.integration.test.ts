import { createTestDatabase, type TestDatabase } from '@kumoh-pay/command/test-database.ts';
import { newId } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, migrate, openDatabase } from '../db/index.ts';
import { markSoldOut, pictureBytesMax, saveItem, savePicture } from './item.ts';
import { findItem, findPicture, pictureTimes } from './store.ts';

let test: TestDatabase;
let db: Database;
const now = () => 1_795_000_000_000;
const vendor = newId();
const by = { actor: `staff.${newId()}`, vendor };
const item = {
  id: newId(),
  name: '김밥',
  won: 3_500 as never,
  place: 0,
  active: true,
  category: '',
  soldOut: false,
};
const jpeg = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), Buffer.alloc(2_000, 7)]);

beforeAll(async () => {
  test = await createTestDatabase();
  await migrate(test.databaseOwnerUrl);
  db = openDatabase(test.databaseUrl);
  await saveItem({ db, now }, by, item);
});
afterAll(async () => {
  await db.destroy();
  await test.drop();
});

it('keeps a picture for a tile, changes it and takes it away', async () => {
  expect(await savePicture({ db, now }, by, { id: item.id, jpeg })).toMatchObject({ ok: true });
  expect((await findPicture(db, vendor, item.id))?.jpeg.equals(jpeg)).toBe(true);
  expect(await pictureTimes(db, vendor)).toEqual(new Map([[item.id, now()]]));
  await savePicture({ db, now }, by, { id: item.id, jpeg: null });
  expect(await findPicture(db, vendor, item.id)).toBeUndefined();
});

it('takes nothing for a picture that is no JPEG, or too large for a tile', async () => {
  const page = Buffer.from('<svg onload="alert(1)"></svg>');
  const large = Buffer.concat([jpeg, Buffer.alloc(pictureBytesMax)]);
  for (const wrong of [page, large, Buffer.alloc(0)])
    expect(await savePicture({ db, now }, by, { id: item.id, jpeg: wrong })).toMatchObject({
      code: 'FILE_UNREADABLE',
    });
});

it('lets no other vendor touch an item', async () => {
  const other = { actor: 'staff.other', vendor: newId() };
  expect(await savePicture({ db, now }, other, { id: item.id, jpeg })).toMatchObject({
    code: 'WRONG_VENDOR',
  });
  expect(await markSoldOut({ db, now }, other, { id: item.id, soldOut: true })).toMatchObject({
    code: 'WRONG_VENDOR',
  });
  expect(await findPicture(db, other.vendor, item.id)).toBeUndefined();
});

it('marks an item as sold out and as there again', async () => {
  for (const soldOut of [true, false]) {
    expect(await markSoldOut({ db, now }, by, { id: item.id, soldOut })).toMatchObject({ ok: true });
    expect((await findItem(db, item.id))?.sold_out).toBe(soldOut ? 1 : 0);
  }
});
