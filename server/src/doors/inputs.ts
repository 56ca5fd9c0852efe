import {
  idSchema,
  orderBodies,
  signaturesMax,
  signedBySchema,
  timeSchema,
  type VoidableType,
  voidBodySchema,
} from '@kumoh-pay/domain';
import { z } from 'zod';

/** Pieces of inputs that several doors' procedures take. */
export const studentNumberSchema = z.string().regex(/^\d{4,20}$/);
export const mailSchema = z.email().max(120).toLowerCase();
export const nameSchema = z.string().trim().min(1).max(60);
/** A bound only: what is too short or too common gets its own sentence. */
export const passwordSchema = z.string().min(1).max(200);
export const attemptSchema = z.string().regex(/^[\w-]{43}$/);
export const mailedCodeSchema = z.string().regex(/^\d{8}$/);
export const totpSchema = z.string().regex(/^\d{6}$/);
export const languageSchema = z.enum(['ko', 'en']);

/** One order's envelope. */
export const orderInput = <Type extends VoidableType>(type: Type) =>
  z.strictObject({ type: z.literal(type), id: idSchema, body: orderBodies[type], at: timeSchema });
/** Nobody signs twice: an order that was stored so could never be read back. */
export const signaturesInput = (least: number) =>
  z
    .array(signedBySchema)
    .min(least)
    .max(signaturesMax)
    .refine((all) => new Set(all.map(({ by }) => by)).size === all.length);
/** An order with the signatures that its sender has put under it. */
export const signedInput = <Type extends VoidableType>(type: Type) =>
  z.strictObject({ order: orderInput(type), signatures: signaturesInput(1) });
/** A void of a charge or a request, as a terminal signs it. */
export const signedVoidInput = z.strictObject({
  order: z.strictObject({ type: z.literal('void'), id: idSchema, body: voidBodySchema, at: timeSchema }),
  signatures: signaturesInput(1),
});
