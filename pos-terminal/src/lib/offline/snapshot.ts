import { idSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { keep } from '../kept.ts';

/** What this tablet has to know to open, to charge and to name its staff when there is no server. Nothing here is secret. */
const schema = z.object({
  about: z.object({
    ledgerName: z.string(),
    mark: z.enum(['demo', 'test', 'real']),
    walletAddress: z.string(),
    enroller: z.object({ id: idSchema, key: z.string() }),
  }),
  terminal: z.object({
    id: idSchema,
    name: z.string(),
    vendor: z.object({ id: idSchema, name: z.string(), place: z.string() }),
  }),
  terms: z.object({
    chargeCap: z.int(),
    offlineCap: z.int(),
    offlineDayCap: z.int(),
    undoMs: z.int(),
  }),
  people: z.array(z.object({ id: idSchema, name: z.string(), role: z.enum(['cashier', 'manager']) })),
  items: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      won: z.int(),
      category: z.string(),
      soldOut: z.boolean(),
      pictureAt: z.int().nullable(),
    }),
  ),
});
export type Snapshot = z.infer<typeof schema>;

export const snapshot = keep('standing', schema);
