import {
  minuteMs,
  ok,
  type Result,
  refuse,
  type SignedOrder,
  seoulDay,
  seoulDayStart,
} from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import type { Database } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { todayOf } from '../index/sales.ts';
import type { Counter } from './charge.ts';
import { type DayLine, sealFor } from './days.ts';

/** Unsealed for longer, and every terminal of the vendor says so: past a day and its closing hour. */
export const unsealedMaxMs = 30 * 60 * minuteMs;

/** The minute of the Seoul day at which a terminal closes by itself; null: by hand. */
export async function closingMinuteOf(db: Database, vendor: string): Promise<number | null> {
  const row = await db
    .selectFrom('counter_setting')
    .select('closing_minute')
    .where('vendor', '=', vendor)
    .executeTakeFirst();
  return row?.closing_minute ?? null;
}

export async function saveClosingMinute(
  { db, now }: Pick<ServerParts, 'db' | 'now'>,
  by: { actor: string; vendor: string },
  closing_minute: number | null,
): Promise<Result<null>> {
  const change = { closing_minute, changed_at: now() };
  await db
    .insertInto('counter_setting')
    .values({ vendor: by.vendor, ...change })
    .onDuplicateKeyUpdate(change)
    .execute();
  const after = { closingMinute: closing_minute };
  await noteAct(
    db,
    { actor: by.actor, act: 'saveClosingMinute', subject: `vendor.${by.vendor}`, after },
    now(),
  );
  return ok(null);
}

/** The last moment at or before now that has this minute of the Seoul day. */
export function lastClosing(closingMinute: number, nowMs: number): number {
  const today = seoulDayStart(seoulDay(nowMs)) + closingMinute * minuteMs;
  return today <= nowMs ? today : today - 24 * 60 * minuteMs;
}

export interface Due {
  day: number;
  /** The day's first charge, Unix ms; null: none yet. */
  since: number | null;
  /** To be sealed now, by itself: the hour has come, and something was sold before it. */
  due: boolean;
  /** Open for longer than any day is. */
  overdue: boolean;
  closingMinute: number | null;
}

/** A day without a sale stays open by itself: there is nothing to settle, and nobody looks at it. */
export async function closingDue(
  { db, money, now }: Pick<ServerParts, 'db' | 'money' | 'now'>,
  vendor: string,
): Promise<Due> {
  await money.indexed();
  const [{ day }, closingMinute] = await Promise.all([todayOf(db, vendor), closingMinuteOf(db, vendor)]);
  const since = await firstSale(db, vendor, day);
  const closing = closingMinute === null ? null : lastClosing(closingMinute, now());
  const due = since !== null && closing !== null && since < closing;
  return { day, since, due, overdue: since !== null && now() - since > unsealedMaxMs, closingMinute };
}

async function firstSale(db: Database, vendor: string, day: number): Promise<number | null> {
  const row = await db
    .selectFrom('sale')
    .select((select) => select.fn.min<number | null>('at').as('at'))
    .where('vendor', '=', vendor)
    .where('day', '=', day)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** The terminal's own seal at the hour that a manager has set: refused at any other time. */
export async function sealAtHour(
  parts: Pick<ServerParts, 'db' | 'money' | 'now'>,
  terminal: Counter,
  signed: SignedOrder<'sealDay'>,
): Promise<Result<DayLine>> {
  const { day, due } = await closingDue(parts, terminal.vendor);
  // A day that is sealed already was this terminal's own order, whose answer was lost, or another's: the ledger knows.
  if (signed.order.body.day === day && !due) return refuse('NOT_AUTHORISED', 'not the hour');
  return sealFor(parts, terminal, signed);
}
