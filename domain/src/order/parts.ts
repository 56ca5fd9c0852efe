import { z } from 'zod';
import { idSchema } from '../id.ts';
import { receiversMax } from '../limits.ts';
import { digestSchema } from '../record.ts';
import { timeSchema } from '../time.ts';
import { amountSchema } from '../won.ts';

/** Pieces that several orders' bodies share. */

/** The end of an order that an officer signs; at most 14 days after `at`. */
export const until = timeSchema;
/** SHA-256 in hex of the canonical JSON of the record as the officer saw it: any other state is FIGURES_CHANGED. */
export const shown = digestSchema;
/** For orders that an officer or the holder may sign: the officer's way carries both, the holder's none. */
export const byOfficer = { until: until.optional(), shown: shown.optional() };

/** A list that names nothing twice, in ascending order of its key. */
export function ascending<Item extends z.ZodType>(
  item: Item,
  keyOf: (value: z.infer<Item>) => string | number,
  most: number,
  least = 1,
) {
  return z
    .array(item)
    .min(least)
    .max(most)
    .refine(
      (list) => list.every((value, i) => i === 0 || keyOf(list[i - 1] as z.infer<Item>) < keyOf(value)),
      'not strictly ascending',
    );
}

export const receivers = ascending(
  z.strictObject({ account: idSchema, amount: amountSchema }),
  (receiver) => receiver.account,
  receiversMax,
);
export const dayNumber = z.int().min(1).max(1_000_000);
