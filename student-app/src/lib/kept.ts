import { codeCapDefault, idSchema, markSchema } from '@kumoh-pay/domain';
import { z } from 'zod';

/**
 * What this phone keeps to be useful with no network: whose wallet it is, and the balance as it was last heard. All of it
 * goes at sign-out; the key lies in IndexedDB and cannot be read.
 */
const ownerSchema = z.object({
  account: idSchema,
  name: z.string(),
  ledgerName: z.string(),
  mark: markSchema,
  walletAddress: z.string(),
  codeCap: z.int().min(1).default(codeCapDefault),
});
export type Owner = z.infer<typeof ownerSchema>;

const lotSchema = z.object({
  programme: z.string(),
  name: z.string(),
  amount: z.int(),
  lastDay: z.string(),
  transferable: z.boolean(),
});
const entrySchema = z.object({
  sequence: z.int(),
  kind: z.enum(['charge', 'refund', 'send', 'receive', 'issue', 'revoke', 'expire']),
  amount: z.int(),
  at: z.int(),
  other: z.string().nullable(),
  order: z.string(),
  charge: z.string().nullable(),
});
const holdingsSchema = z.object({
  balance: z.int(),
  lots: z.array(lotSchema),
  entries: z.array(entrySchema),
  chargeCap: z.int(),
  /** What a phone that is not confirmed may spend in all. */
  limitedCap: z.int(),
  /** Counters' paper slips that wait for this member's word; an older page kept none. */
  paperSlips: z
    .array(
      z.object({
        charge: z.string(),
        vendorName: z.string(),
        number: z.int(),
        amount: z.int(),
        writtenAt: z.int(),
        request: z.string(),
      }),
    )
    .default([]),
  /** By the server's clock. */
  asOfMs: z.int(),
});
export type Entry = z.infer<typeof entrySchema>;
export type Holdings = z.infer<typeof holdingsSchema>;

/** The enroller's leave for codes that may be taken with no network, as the server gave it. */
const leaveSchema = z.object({
  account: idSchema,
  /** The key that it names: another key's codes would be refused with it. */
  key: z.string(),
  fields: z.string(),
  signature: z.string(),
  offlineCap: z.int(),
  /** By the server's clock, Unix ms. */
  endsAt: z.int(),
});

const receiverSchema = z.object({ account: idSchema, name: z.string() });
export type Receiver = z.infer<typeof receiverSchema>;

function keep<Schema extends z.ZodType>(name: string, schema: Schema) {
  const key = `kumoh-pay.${name}`;
  return {
    read(): z.infer<Schema> | null {
      try {
        const result = schema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'));
        return result.success ? result.data : null;
      } catch {
        // A browser without storage, or a text that is no JSON: as if nothing were kept.
        return null;
      }
    },
    write(value: z.infer<Schema>): void {
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // A full or closed storage: what is shown lives as long as the page.
      }
    },
    forget(): void {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing is kept by such a browser.
      }
    },
  };
}

export const keptOwner = keep('owner', ownerSchema);
export const keptHoldings = keep('holdings', holdingsSchema);
/** The id of the last live event, so that a phone that slept hears each event once. */
export const keptEventId = keep('event', z.string());
export const keptReceivers = keep('receivers', z.array(receiverSchema));
/** Set once the recovery code was put off; asked again with the first 10,000 won. */
export const keptPutOff = keep('recovery-put-off', z.boolean());

export const keptLeave = keep('offline-leave', leaveSchema);

export function forgetAll(): void {
  for (const one of [keptOwner, keptHoldings, keptEventId, keptReceivers, keptPutOff, keptLeave])
    one.forget();
}
