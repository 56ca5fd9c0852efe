import { z } from 'zod';
import { requestCodeDigitsSchema } from '../code/digits.ts';
import { idSchema } from '../id.ts';
import { signatureSchema } from '../key.ts';
import { issuePartSize, receiversMax, revokePartSize } from '../limits.ts';
import { timeSchema } from '../time.ts';
import { accountOrders } from './accounts.ts';
import { officerOrders } from './officers.ts';
import { until } from './parts.ts';
import { programmeOrders } from './programmes.ts';
import { saleOrders } from './sales.ts';
import { settlementOrders } from './settlements.ts';
import { vendorOrders } from './vendors.ts';

/** Every order but `void`, by type, with the schema of its body. */
export const orderBodies = {
  ...officerOrders,
  ...accountOrders,
  ...programmeOrders,
  ...vendorOrders,
  ...saleOrders,
  ...settlementOrders,
};

type BodySchemas = typeof orderBodies;
export type VoidableType = keyof BodySchemas;
export const voidableTypes = Object.keys(orderBodies) as VoidableType[];

const envelope = <Type extends VoidableType>(type: Type) =>
  z.strictObject({ type: z.literal(type), id: idSchema, body: orderBodies[type], at: timeSchema });

/** Who signs, as `{role}.{id}`: the key that the ledger (or, for a new key, the body) names for it verifies the signature. */
export const signerSchema = z
  .string()
  .regex(
    /^(officer|recovery|account|confirmed|terminal|pairing)\.[0-7][0-9A-HJKMNP-TV-Z]{25}$/,
    'not a signer',
  );
export const signedBySchema = z.strictObject({ by: signerSchema, signature: signatureSchema });
export type SignedBy = z.infer<typeof signedBySchema>;
export type SignerRole = 'officer' | 'recovery' | 'account' | 'confirmed' | 'terminal' | 'pairing';

/** At most four sign any order; a fifth has no meaning. */
export const signaturesMax = 4;
const signatures = z
  .array(signedBySchema)
  .min(1)
  .max(signaturesMax)
  .refine((list) => new Set(list.map((one) => one.by)).size === list.length, 'a signer is named twice');

/**
 * A tombstone for an order that has not committed. Of a charge or `pay`: signed by a terminal of the vendor, or by the
 * account, which then carries the terminal's request. Of any other: `order` and `signature` are the order to be
 * stopped with one of its signatures, and the same signer signs the void.
 */
const voidSale = z.strictObject({
  type: z.enum(['charge', 'pay']),
  id: idSchema,
  vendor: idSchema,
  request: requestCodeDigitsSchema.optional(),
});
const voidOther = z.strictObject({
  type: z.literal('order'),
  order: z.lazy(() => voidedOrderSchema),
  signed: signedBySchema,
  until: until.optional(),
});
export const voidBodySchema = z.discriminatedUnion('type', [voidSale, voidOther]);

type Orders = {
  [Type in VoidableType]: { type: Type; id: string; body: z.infer<BodySchemas[Type]>; at: number };
};
export type VoidOrder = { type: 'void'; id: string; body: z.infer<typeof voidBodySchema>; at: number };
export type OrderOf<Type extends OrderType> = Type extends VoidableType ? Orders[Type] : VoidOrder;
export type OrderType = VoidableType | 'void';
export type VoidableOrder = Orders[VoidableType];
export type Order = VoidableOrder | VoidOrder;
export const orderTypes: readonly OrderType[] = [...voidableTypes, 'void'];

const voidedOrderSchema: z.ZodType<VoidableOrder> = z.discriminatedUnion(
  'type',
  voidableTypes.map(envelope) as never,
);
const voidOrderSchema = z.strictObject({
  type: z.literal('void'),
  id: idSchema,
  body: voidBodySchema,
  at: timeSchema,
});
/** Strict: unknown fields, fractions, numbers over the limit and unsorted lists are refused. */
export const orderSchema: z.ZodType<Order> = z.union([voidOrderSchema, voidedOrderSchema]);

/** The number of the part of a long order that a carrier executes; part 0 judges the whole. */
const part = z
  .int()
  .min(0)
  .max(Math.ceil(receiversMax / revokePartSize) - 1);
/** `{box}/{note id}`: notes to fold in, outside signature and digest; a hint only. Strictly ascending. */
const hint = z.string().regex(/^a\.[0-7][0-9A-HJKMNP-TV-Z]{25}\/[a-z]\.[0-9A-Z.]{1,40}$/, 'not a hint');
/** Revoke and expire: 25 accounts with 16 hints each. */
const hintsAtMost = 400;

const signedOrderOf = (order: z.ZodType<Order>): z.ZodType<SignedOrder> =>
  z.strictObject({
    order,
    signatures,
    hints: z
      .array(hint)
      .max(hintsAtMost)
      .refine(
        (list) => list.every((one, i) => i === 0 || (list[i - 1] ?? '') < one),
        'not strictly ascending',
      )
      .optional(),
    part: part.optional(),
  });
export const signedOrderSchema = signedOrderOf(orderSchema);

const byType = new Map<string, z.ZodType<SignedOrder>>([['void', signedOrderOf(voidOrderSchema)]]);
// The envelope of one type is one of the union's, which the compiler does not see through the loop.
for (const type of voidableTypes) byType.set(type, signedOrderOf(envelope(type) as never));

/** The schema for just this order's type, which saves trying the others; the schema of all for an unknown type. */
export function signedOrderSchemaOf(raw: unknown): z.ZodType<SignedOrder> {
  const order = typeof raw === 'object' && raw !== null && 'order' in raw ? raw.order : null;
  const type = typeof order === 'object' && order !== null && 'type' in order ? order.type : null;
  return (typeof type === 'string' && byType.get(type)) || signedOrderSchema;
}
export type SignedOrder<Type extends OrderType = OrderType> = {
  order: OrderOf<Type>;
  signatures: SignedBy[];
  hints?: string[] | undefined;
  part?: number | undefined;
};

/** How many parts an issue or revoke of so many receivers is executed in. */
export const partsOf = (type: 'issue' | 'revoke', receivers: number): number =>
  Math.ceil(receivers / (type === 'issue' ? issuePartSize : revokePartSize));
