import { z } from 'zod';
import { payCodeDigitsSchema, requestCodeDigitsSchema } from '../code/digits.ts';
import { idSchema } from '../id.ts';
import { amountSchema } from '../won.ts';
import { dayNumber, until } from './parts.ts';

/** Orders at the counter. The order's id is the charge's id. */
export const saleOrders = {
  /**
   * `code` is the member's pay code, digit for digit as the camera read it. With `offline` the terminal says that it took
   * a kind 4 code at `at` without a connection, trusting the wallet certificate by this enroller's key.
   */
  charge: z.strictObject({
    vendor: idSchema,
    terminal: idSchema,
    amount: amountSchema,
    code: payCodeDigitsSchema,
    offline: z.strictObject({ enroller: idSchema }).optional(),
  }),
  /** Asks again for an offline charge that bounced. Any terminal of the vendor signs; `account` is the charge's, for its notes. */
  presentCharge: z.strictObject({
    vendor: idSchema,
    terminal: idSchema,
    charge: idSchema,
    account: idSchema,
  }),
  /** `request` is the terminal's request code as the phone read it; the order's id is the charge id in it. */
  pay: z.strictObject({ account: idSchema, request: requestCodeDigitsSchema }),
  /** `terminal` signs; above the day's cap, or for a sealed day's charge, an approver too (then with `until`). */
  refund: z.strictObject({
    vendor: idSchema,
    terminal: idSchema,
    charge: idSchema,
    amount: amountSchema,
    until: until.optional(),
  }),
  sealDay: z.strictObject({ vendor: idSchema, day: dayNumber, until: until.optional() }),
};
