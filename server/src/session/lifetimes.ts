import { dayMs, hourMs, minuteMs } from '@kumoh-pay/domain';
import type { SessionKind } from './tables.ts';

/** `idle` slides with use, `absolute` does not (server.md, Sessions). Beyond either: sign in again. */
export const sessionLifetimes: Record<SessionKind, { idleMs: number; absoluteMs: number }> = {
  member: { idleMs: 10 * dayMs, absoluteMs: 30 * dayMs },
  /** A tablet stays paired over the long holidays; retiring it ends its session at once. */
  terminal: { idleMs: 120 * dayMs, absoluteMs: 400 * dayMs },
  /** One shift. */
  staff: { idleMs: 12 * hourMs, absoluteMs: 12 * hourMs },
  officer: { idleMs: 30 * minuteMs, absoluteMs: 8 * hourMs },
};
