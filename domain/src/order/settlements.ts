import { z } from 'zod';
import { idSchema } from '../id.ts';
import { dayBoxes, payoutSettlementsMax } from '../limits.ts';
import { digestSchema } from '../record.ts';
import { ascending, dayNumber, shown, until } from './parts.ts';

export const rejectionReasons = [
  'count-differs',
  'refund-missing',
  'wrong-amount',
  'wrong-payee',
  'under-review',
] as const;
const settled = { vendor: idSchema, day: dayNumber };
/** Ascending by vendor, then day; the day is padded so that text order is number order. */
const place = (line: { vendor: string; day: number }) =>
  `${line.vendor}.${String(line.day).padStart(7, '0')}`;

/** Orders about settlements and payouts. In approve, reject and preparePayout `shown` is the digest of `settlementFigures`. */
export const settlementOrders = {
  countDay: z.strictObject({
    ...settled,
    boxes: ascending(
      z
        .int()
        .min(0)
        .max(dayBoxes - 1),
      (box) => box,
      dayBoxes,
    ),
  }),
  approveSettlement: z.strictObject({ until, shown, ...settled }),
  rejectSettlement: z.strictObject({ until, shown, ...settled, reason: z.enum(rejectionReasons) }),
  /** The order's id is the batch's id. */
  preparePayout: z.strictObject({
    until,
    fileHash: digestSchema,
    settlements: ascending(z.strictObject({ ...settled, shown }), place, payoutSettlementsMax),
  }),
  cancelPayout: z.strictObject({ until, shown, batch: idSchema }),
  recordPayout: z.strictObject({
    until,
    shown,
    batch: idSchema,
    returned: ascending(z.strictObject(settled), place, payoutSettlementsMax, 0),
  }),
};
