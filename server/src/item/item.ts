import { ok, type Result, refuse, type Won } from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { findItem, itemsOf, lockItem, saveItemRow, savePictureRow, saveSoldOut } from './store.ts';

/** Tiles of one counter; more do not fit any screen. */
export const itemsMax = 500;

export interface Item {
  id: string;
  name: string;
  won: Won;
  /** Its place among the tiles, from 0. */
  place: number;
  active: boolean;
  /** Tiles stand together by it; empty: among the rest. */
  category: string;
  soldOut: boolean;
}

/** A tile's picture is some 200 pixels wide: this is plenty, and a mutation carries 64 KiB. */
export const pictureBytesMax = 40_000;

/** The picture on an item's tile, or none. Anything but a JPEG is refused: it goes to other people's screens. */
export async function savePicture(
  { db, now }: Pick<ServerParts, 'db' | 'now'>,
  by: { actor: string; vendor: string },
  { id, jpeg }: { id: string; jpeg: Buffer | null },
): Promise<Result<null>> {
  const item = await findItem(db, id);
  if (!item || item.vendor !== by.vendor) return refuse('WRONG_VENDOR');
  if (jpeg !== null && !isJpeg(jpeg)) return refuse('FILE_UNREADABLE', 'picture');
  await savePictureRow(db, id, jpeg, now());
  await noteAct(db, { actor: by.actor, act: 'savePicture', subject: `item.${id}` }, now());
  return ok(null);
}

const isJpeg = (bytes: Buffer): boolean =>
  bytes.length <= pictureBytesMax && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

/** A cashier may say that something is sold out, and that there is some again. */
export async function markSoldOut(
  { db, now }: Pick<ServerParts, 'db' | 'now'>,
  by: { actor: string; vendor: string },
  { id, soldOut }: { id: string; soldOut: boolean },
): Promise<Result<null>> {
  const item = await findItem(db, id);
  if (!item || item.vendor !== by.vendor) return refuse('WRONG_VENDOR');
  await saveSoldOut(db, by.vendor, id, soldOut);
  await noteAct(
    db,
    { actor: by.actor, act: 'markSoldOut', subject: `item.${id}`, after: { soldOut } },
    now(),
  );
  return ok(null);
}

/** A new item or a change of one. Sold items keep the price they were sold at: baskets carry it. */
export function saveItem(
  { db, now }: Pick<ServerParts, 'db' | 'now'>,
  by: { actor: string; vendor: string },
  item: Item,
): Promise<Result<null>> {
  return transaction(db, async (tx) => {
    const before = await lockItem(tx, item.id);
    if (before && before.vendor !== by.vendor) return refuse('WRONG_VENDOR');
    if (!before && (await itemsOf(tx, by.vendor)).length >= itemsMax)
      return refuse('BAD_ORDER', `${itemsMax} items`);
    const { soldOut, ...row } = item;
    const truth = { active: item.active ? 1 : 0, sold_out: soldOut ? 1 : 0 };
    await saveItemRow(tx, { ...row, ...truth, vendor: by.vendor });
    await noteAct(
      tx,
      { actor: by.actor, act: 'saveItem', subject: `item.${item.id}`, before, after: item },
      now(),
    );
    return ok(null);
  });
}
