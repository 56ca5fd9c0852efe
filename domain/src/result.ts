import { z } from 'zod';
import { idSchema } from './id.ts';
import { voidableTypes } from './order/order.ts';
import { dayNumber } from './order/parts.ts';
import { bounceReasonSchema, digestSchema, lotSchema, settlementSchema } from './record.ts';
import { timeSchema } from './time.ts';
import { balanceSchema, signedWonSchema } from './won.ts';

/** What each order answers when it is done. The journal carries it, so that the index needs nothing else. */

const lots = z.array(lotSchema);
const account = z.strictObject({ account: idSchema });
const officer = z.strictObject({ officer: idSchema });
const programme = z.strictObject({ programme: idSchema });
const vendor = z.strictObject({ vendor: idSchema });
const amounts = z.array(z.strictObject({ account: idSchema, amount: balanceSchema, lots }));
const sale = z.strictObject({
  charge: idSchema,
  vendor: idSchema,
  terminal: idSchema,
  day: dayNumber,
  account: idSchema,
  amount: balanceSchema,
  lots,
  /** The transaction's time. */
  at: timeSchema,
  /** Of a late charge: when the terminal took it offline, by the terminal's clock. */
  takenAt: timeSchema.optional(),
});
/** An offline charge that moved no won, and why. */
const bouncedSale = z.strictObject({
  charge: idSchema,
  vendor: idSchema,
  terminal: idSchema,
  account: idSchema,
  amount: balanceSchema,
  at: timeSchema,
  takenAt: timeSchema,
  bounced: bounceReasonSchema,
});
const settled = z.strictObject({ vendor: idSchema, day: dayNumber, settlement: settlementSchema });
const batch = z.strictObject({
  batch: idSchema,
  state: z.enum(['open', 'cancelled', 'paid']),
  settlements: z.array(settled),
});

export const resultSchemas = {
  bootstrap: z.strictObject({ enroller: idSchema, officers: z.array(idSchema) }),
  appointOfficer: officer,
  retireOfficer: officer,
  setPolicy: z.strictObject({ version: z.int() }),
  replaceOfficerKey: officer,
  openAccount: account,
  setRecoveryKey: account,
  replaceKey: z.strictObject({ account: idSchema, limited: z.boolean() }),
  confirmKey: account,
  keepKey: account,
  suspendAccount: z.strictObject({ account: idSchema, by: z.enum(['account', 'enroller', 'registrar']) }),
  resumeAccount: account,
  closeAccount: account,
  sweepAccount: z.strictObject({ account: idSchema, amount: balanceSchema, more: z.boolean() }),
  gather: z.strictObject({ account: idSchema, notes: z.int().min(0) }),
  transfer: z.strictObject({ from: idSchema, to: idSchema, amount: balanceSchema, lots }),
  createProgramme: programme,
  changeProgramme: programme,
  issue: z.strictObject({
    programme: idSchema,
    part: z.int(),
    parts: z.int(),
    amount: balanceSchema,
    receivers: amounts,
    skipped: z.array(idSchema),
  }),
  revoke: z.strictObject({
    programme: idSchema,
    part: z.int(),
    parts: z.int(),
    amount: balanceSchema,
    receivers: amounts,
  }),
  expire: z.strictObject({ programme: idSchema, amount: balanceSchema, receivers: amounts }),
  registerVendor: vendor,
  changeVendor: vendor,
  pairTerminal: z.strictObject({ terminal: idSchema, vendor: idSchema }),
  retireTerminal: z.strictObject({ terminal: idSchema, vendor: idSchema }),
  /** A sale; or, of a charge that was taken offline, what bounced. */
  charge: z.union([sale, bouncedSale]),
  pay: sale,
  /** The sale that the bounced charge has become. */
  presentCharge: sale,
  /** `amount` as a positive number; `revoked` when the account is closed and the won went back to the programmes. */
  refund: z.strictObject({
    refund: idSchema,
    charge: idSchema,
    vendor: idSchema,
    terminal: idSchema,
    day: dayNumber,
    account: idSchema,
    amount: balanceSchema,
    lots,
    revoked: z.boolean(),
    refunded: balanceSchema,
    at: timeSchema,
  }),
  sealDay: z.strictObject({
    vendor: idSchema,
    day: dayNumber,
    next: dayNumber,
    settlement: settlementSchema,
  }),
  countDay: settled,
  approveSettlement: settled,
  rejectSettlement: settled,
  preparePayout: batch,
  cancelPayout: batch,
  recordPayout: batch,
  /** What committed: the tombstone (then `executed` names the parts of a long order that were done before), or the order with its result. */
  void: z.strictObject({
    type: z.enum(voidableTypes as [string, ...string[]]),
    id: idSchema,
    outcome: z.enum(['void', 'committed']),
    executed: z.array(z.int()),
    result: z.json(),
  }),
} as const;

export type SaleResult = z.infer<typeof sale>;
export type BouncedResult = z.infer<typeof bouncedSale>;
/** True for a charge that moved no won. */
export const isBounced = (result: SaleResult | BouncedResult): result is BouncedResult => 'bounced' in result;

export type ResultOf<Type extends keyof typeof resultSchemas> = z.infer<(typeof resultSchemas)[Type]>;

export const postingSchema = z.strictObject({
  programme: idSchema,
  from: z.string(),
  to: z.string(),
  amount: signedWonSchema,
});
/** A double entry: `amount` of `programme` moved from one box, purse or ledger place to another. Negative for the lots of a vendor's refund note. */
export type Posting = z.infer<typeof postingSchema>;

/** What a committed order did. A refusal or a repeat adds none. */
export const journalEntrySchema = z.strictObject({
  order: idSchema,
  type: z.string(),
  digest: digestSchema,
  part: z.int().optional(),
  /** The transaction's time, Unix milliseconds. */
  at: timeSchema,
  by: z.array(z.string()),
  postings: z.array(postingSchema),
  result: z.json(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;
export const journalSchema = z.array(journalEntrySchema);
/** The name of the one event that a carrier sets. */
export const journalEventName = 'journal';
