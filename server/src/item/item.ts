import { ok, type Result, refuse, type Won } from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { findItem, itemsOf, saveItemRow } from './store.ts';

/** Tiles of one counter; more do not fit any screen. */
export const itemsMax = 500;

export interface Item {
  id: string;
  name: string;
  won: Won;
  /** Its place among the tiles, from 0. */
  place: number;
  active: boolean;
}

/** A new item or a change of one. Sold items keep the price they were sold at: baskets carry it. */
export function saveItem(
  { db, now }: Pick<ServerParts, 'db' | 'now'>,
  by: { actor: string; vendor: string },
  item: Item,
): Promise<Result<null>> {
  return transaction(db, async (tx) => {
    const before = await findItem(tx, item.id);
    if (before && before.vendor !== by.vendor) return refuse('WRONG_VENDOR');
    if (!before && (await itemsOf(tx, by.vendor)).length >= itemsMax)
      return refuse('BAD_ORDER', `${itemsMax} items`);
    await saveItemRow(tx, { ...item, active: item.active ? 1 : 0, vendor: by.vendor });
    await noteAct(
      tx,
      { actor: by.actor, act: 'saveItem', subject: `item.${item.id}`, before, after: item },
      now(),
    );
    return ok(null);
  });
}
