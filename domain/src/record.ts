import { z } from 'zod';
import { payCodeDigitsSchema } from './code/digits.ts';
import { idSchema } from './id.ts';
import { publicKeySchema } from './key.ts';
import { countersKept, dayBoxes, offlineDaysKept } from './limits.ts';
import { markSchema } from './mark.ts';
import { daySchema, timeSchema } from './time.ts';
import { balanceSchema, signedWonSchema } from './won.ts';

/** What stands on the ledger, record by record (ledger.md §3). Values are canonical JSON of these. */

export const digestSchema = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hex');

export const lotSchema = z.strictObject({ programme: idSchema, amount: signedWonSchema });
/** An amount of one programme. Negative only in a refund's note to the vendor, of either sign in a carry's. */
export type Lot = z.infer<typeof lotSchema>;
const lots = z.array(lotSchema);

/** The limits that two approvers may change (ledger.md §7). Amounts in won. */
export const policyLimitsSchema = z.strictObject({
  chargeCap: balanceSchema,
  transferCap: balanceSchema,
  transferDayCap: balanceSchema,
  soloIssueCap: balanceSchema,
  refundDays: z.int().min(0).max(365),
  refundDayCap: balanceSchema,
  limitedCap: balanceSchema,
  limitedPerDay: z.int().min(0).max(100_000),
  offlineCap: balanceSchema,
  offlineDayCap: balanceSchema,
  offlineAccountCap: balanceSchema,
});
export type PolicyLimits = z.infer<typeof policyLimitsSchema>;

export const policySchema = z.strictObject({
  version: z.int().min(1),
  mark: markSchema,
  approvers: z.int().min(0),
  limits: policyLimitsSchema,
});

export const officerRoles = ['approver', 'auditor', 'enroller', 'issuer', 'registrar'] as const;
export const officerRoleSchema = z.enum(officerRoles);
export type OfficerRole = (typeof officerRoles)[number];
export const officerSchema = z.strictObject({
  key: publicKeySchema,
  recoveryKey: publicKeySchema.nullable(),
  roles: z.array(officerRoleSchema),
  active: z.boolean(),
});

export const accountSchema = z.strictObject({
  key: publicKeySchema,
  confirmedKey: publicKeySchema,
  recoveryKey: publicKeySchema.nullable(),
  /** `limited`: nobody had proven it while it was the key; what it took offline counts as a limited account's spending. */
  earlierKeys: z.array(
    z.strictObject({
      key: publicKeySchema,
      from: timeSchema,
      to: timeSchema,
      limited: z.literal(true).optional(),
    }),
  ),
  keyFrom: timeSchema,
  limited: z.boolean(),
  status: z.enum(['active', 'suspended', 'closed']),
  suspendedBy: z.enum(['account', 'enroller', 'registrar']).nullable(),
});

const daySumSchema = z.strictObject({ day: daySchema, sum: balanceSchema });
export const purseSchema = z.strictObject({
  lots,
  highestCounter: timeSchema,
  counters: z.array(timeSchema).max(countersKept),
  counterFloor: timeSchema,
  transferred: daySumSchema.nullable(),
  /** Taken offline, by the Seoul day on which it was taken; ascending. */
  offline: z.array(daySumSchema).max(offlineDaysKept).nullable(),
  spentWhileLimited: balanceSchema,
});

export const noteSchema = z.strictObject({
  lots,
  from: z.string(),
  kind: z.enum(['charge', 'transfer', 'refund', 'issue', 'carry']),
  at: timeSchema,
});

export const programmeSchema = z.strictObject({
  funder: z.string().regex(/^[0-9A-Za-z.-]{1,32}$/),
  firstDay: daySchema,
  lastDay: daySchema,
  budget: balanceSchema,
  /** The vendors that take it, ascending; null: all. */
  vendors: z.array(idSchema).nullable(),
  transferable: z.boolean(),
});
/** `reserved` is what issues have been promised, gross of what was revoked; `issued` is what their parts have written. */
export const supplySchema = z.strictObject({
  reserved: balanceSchema,
  issued: balanceSchema,
  revoked: balanceSchema,
  expired: balanceSchema,
});

export const vendorSchema = z.strictObject({
  active: z.boolean(),
  feeBasisPoints: z.int().min(0).max(10_000),
  /** HMAC-SHA-256 in hex of the bank account under a random salt: a commitment, or none yet. */
  payee: digestSchema.nullable(),
});
export const businessDaySchema = z.strictObject({
  number: z.int().min(1),
  opened: timeSchema,
  lastSealed: timeSchema.nullable(),
});
export const terminalSchema = z.strictObject({ vendor: idSchema, key: publicKeySchema, active: z.boolean() });

/** Why an offline charge moved no won. A code that was used before is never paid; the others may be presented again. */
export const bounceReasons = [
  'ACCOUNT_CLOSED',
  'ACCOUNT_SUSPENDED',
  'CODE_USED',
  'INSUFFICIENT_FUNDS',
  'NOT_TAKEN_HERE',
] as const;
export const bounceReasonSchema = z.enum(bounceReasons);
export type BounceReason = (typeof bounceReasons)[number];

/** `takenAt` marks a late charge: the terminal's time when it took the code offline. */
export const chargeSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('paid'),
    digest: digestSchema,
    day: z.int().min(1),
    terminal: idSchema,
    account: idSchema,
    amount: balanceSchema,
    lots,
    at: timeSchema,
    refunded: balanceSchema,
    takenAt: timeSchema.optional(),
    /** It had bounced before it was presented again. */
    bounced: z.strictObject({ at: timeSchema, reason: bounceReasonSchema }).optional(),
  }),
  /** Its evidence: the code with the member's signature, and the digest of the order that the terminal signed. */
  z.strictObject({
    state: z.literal('bounced'),
    digest: digestSchema,
    terminal: idSchema,
    account: idSchema,
    amount: balanceSchema,
    code: payCodeDigitsSchema,
    takenAt: timeSchema,
    at: timeSchema,
    reason: bounceReasonSchema,
  }),
  z.strictObject({ state: z.literal('void') }),
]);

export const settlementStates = [
  'sealed',
  'counting',
  'counted',
  'approved',
  'payout',
  'paid',
  'carried',
] as const;
/** A sealed day's takings. Figures are complete once counted; `carried` is what an earlier negative day passed on, as a deduction. */
export const settlementSchema = z.strictObject({
  state: z.enum(settlementStates),
  feeBasisPoints: z.int().min(0).max(10_000),
  sealedAt: timeSchema,
  /** The boxes counted so far, ascending. */
  boxes: z
    .array(
      z
        .int()
        .min(0)
        .max(dayBoxes - 1),
    )
    .max(dayBoxes),
  programmes: z.array(
    z.strictObject({
      programme: idSchema,
      gross: balanceSchema,
      refunds: balanceSchema,
      carried: signedWonSchema,
    }),
  ),
  charges: z.int().min(0),
  refunds: z.int().min(0),
  first: timeSchema.nullable(),
  last: timeSchema.nullable(),
  /** ⌊max(0, gross − refunds − carried) × basis points / 10,000⌋, and what is left of the takings; null until counted. */
  fee: balanceSchema.nullable(),
  net: signedWonSchema.nullable(),
  /** The day number that took over a negative net. */
  carriedTo: z.int().min(1).nullable(),
  /** The vendor's payee commitment as it was when approved. */
  payee: digestSchema.nullable(),
  approvedBy: idSchema.nullable(),
  batch: idSchema.nullable(),
  rejection: z.string().nullable(),
});

export const payoutSchema = z.strictObject({
  state: z.enum(['open', 'cancelled', 'paid']),
  fileHash: digestSchema,
  preparedBy: idSchema,
  settlements: z.array(z.strictObject({ vendor: idSchema, day: z.int().min(1), digest: digestSchema })),
  returned: z.array(z.strictObject({ vendor: idSchema, day: z.int().min(1) })),
});

/** The idempotency record of every order but `charge` and `pay`: its digest and first result, or its tombstone. */
export const doneSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('done'),
    digest: digestSchema,
    result: z.json(),
    /** Of the first part of a long order: who signed the list, for the journal entries of its later parts. */
    by: z.array(z.string()).optional(),
  }),
  z.strictObject({ state: z.literal('void') }),
]);

export const sumSchema = z.strictObject({ sum: balanceSchema });
export const countSchema = z.strictObject({ count: z.int().min(0) });
export const keyOwnerSchema = z.strictObject({ of: z.string() });

/** Every kind of record, by the first part of its key. */
export const recordSchemas = {
  policy: policySchema,
  key: keyOwnerSchema,
  replaced: countSchema,
  officer: officerSchema,
  issuer: sumSchema,
  programme: programmeSchema,
  supply: supplySchema,
  account: accountSchema,
  purse: purseSchema,
  note: noteSchema,
  vendor: vendorSchema,
  day: businessDaySchema,
  terminal: terminalSchema,
  offline: sumSchema,
  refunds: sumSchema,
  charge: chargeSchema,
  settlement: settlementSchema,
  payout: payoutSchema,
  done: doneSchema,
} as const;

export type RecordKind = keyof typeof recordSchemas;
export type RecordOf<Kind extends RecordKind> = z.infer<(typeof recordSchemas)[Kind]>;

export type Policy = RecordOf<'policy'>;
export type Officer = RecordOf<'officer'>;
export type Account = RecordOf<'account'>;
export type Purse = RecordOf<'purse'>;
export type Note = RecordOf<'note'>;
export type Programme = RecordOf<'programme'>;
export type Supply = RecordOf<'supply'>;
export type Vendor = RecordOf<'vendor'>;
export type BusinessDay = RecordOf<'day'>;
export type Terminal = RecordOf<'terminal'>;
export type Charge = RecordOf<'charge'>;
export type Settlement = RecordOf<'settlement'>;
export type Payout = RecordOf<'payout'>;
export type Done = RecordOf<'done'>;
