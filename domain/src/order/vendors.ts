import { z } from 'zod';
import { idSchema } from '../id.ts';
import { publicKeySchema, signatureSchema } from '../key.ts';
import { digestSchema } from '../record.ts';
import { timeSchema } from '../time.ts';
import { shown, until } from './parts.ts';

const feeBasisPoints = z.int().min(0).max(10_000);

/** The slip that an officer signs over `slipBytes`; its id is the terminal's id, so it pairs one. */
export const slipSchema = z.strictObject({
  terminal: idSchema,
  vendor: idSchema,
  pairingKey: publicKeySchema,
  expires: timeSchema,
});
export type Slip = z.infer<typeof slipSchema>;

/** Orders about vendors and their terminals. */
export const vendorOrders = {
  /** One approver; two when it names a payee or a fee. */
  registerVendor: z.strictObject({ until, vendor: idSchema, feeBasisPoints, payee: digestSchema.nullable() }),
  /** What is left out stays. Payee and fee: two approvers. */
  changeVendor: z.strictObject({
    until,
    shown,
    vendor: idSchema,
    active: z.boolean().optional(),
    feeBasisPoints: feeBasisPoints.optional(),
    payee: digestSchema.optional(),
  }),
  pairTerminal: z.strictObject({
    slip: slipSchema,
    officer: idSchema,
    slipSignature: signatureSchema,
    key: publicKeySchema,
  }),
  retireTerminal: z.strictObject({ terminal: idSchema, until: until.optional() }),
};
