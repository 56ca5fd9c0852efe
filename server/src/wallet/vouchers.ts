import { type Day, type Id, seoulDay } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { balanceOf } from '../index/balance.ts';
import { programmeNames, vendorNames } from './store.ts';

/** What is left of one programme, and where and until when it can be used. */
export interface Voucher {
  programme: Id;
  name: string;
  /** In won. */
  amount: number;
  firstDay: Day;
  lastDay: Day;
  transferable: boolean;
  /** Names of the vendors that take it; null: all. */
  takenAt: string[] | null;
  /** `later`: its first day is still to come. `over`: what is left goes back to whoever gave it. */
  state: 'now' | 'later' | 'over';
}

export async function vouchersOf(db: Database, account: Id, nowMs: number): Promise<Voucher[]> {
  const today = seoulDay(nowMs);
  const { lots } = await balanceOf(db, account, today);
  const [names, vendors] = await Promise.all([
    programmeNames(
      db,
      lots.map(({ programme }) => programme),
    ),
    vendorNames(db, [...new Set(lots.flatMap((lot) => lot.vendors ?? []))]),
  ]);
  return lots.map(({ vendors: takers, ...lot }) => ({
    ...lot,
    name: names.get(lot.programme) ?? lot.programme,
    takenAt: takers?.flatMap((id) => vendors.get(id) ?? []).sort((a, b) => a.localeCompare(b, 'ko')) ?? null,
    state: lot.lastDay < today ? 'over' : lot.firstDay > today ? 'later' : 'now',
  }));
}
