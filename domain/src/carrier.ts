import { z } from 'zod';
import { type ErrorCode, errorCodes } from './error-code.ts';
import { carrierOrdersMax } from './limits.ts';
import type { RecordKind } from './record.ts';
import { recordSchemas } from './record.ts';

/** What goes into the contract's two functions, and what comes out, as JSON text. */

/**
 * `execute`: orders as they came, each judged by itself, so that a malformed one is refused alone (BAD_ORDER).
 * Outside the bounds the whole carrier fails.
 */
export const carrierSchema = z.strictObject({ orders: z.array(z.unknown()).min(1).max(carrierOrdersMax) });

export const orderOutcomeSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), result: z.json(), repeat: z.boolean() }),
  z.strictObject({ ok: z.literal(false), code: z.enum(errorCodes), detail: z.string() }),
]);
export type OrderOutcome = z.infer<typeof orderOutcomeSchema>;
export const carrierResultSchema = z.strictObject({ results: z.array(orderOutcomeSchema) });
export type Outcome =
  | { ok: true; result: unknown; repeat: boolean }
  | { ok: false; code: ErrorCode; detail: string };

/** `read`: the values of records by key, null where there is none. At most so many at once. */
export const readRecordsMax = 500;
const kinds = Object.keys(recordSchemas) as [RecordKind, ...RecordKind[]];
export const readQuerySchema = z.strictObject({
  records: z
    .array(z.tuple([z.enum(kinds)], z.string().regex(/^[0-9A-Za-z.-]{1,80}$/)))
    .min(1)
    .max(readRecordsMax),
});
export type ReadQuery = z.infer<typeof readQuerySchema>;
/** Each value is the record's canonical JSON as it stands on the ledger: its SHA-256 is the `shown` of officers' orders. */
export const readAnswerSchema = z.strictObject({ values: z.array(z.string().nullable()) });
