import { z } from 'zod';
import { idSchema } from '../id.ts';
import { expireAccountsMax, programmeVendorsMax } from '../limits.ts';
import { daySchema } from '../time.ts';
import { amountSchema } from '../won.ts';
import { ascending, receivers, shown, until } from './parts.ts';

const vendors = ascending(idSchema, (vendor) => vendor, programmeVendorsMax).nullable();

/** Orders about programmes and what is issued of them. */
export const programmeOrders = {
  createProgramme: z.strictObject({
    until,
    programme: idSchema,
    funder: z.string().regex(/^[0-9A-Za-z.-]{1,32}$/),
    firstDay: daySchema,
    lastDay: daySchema,
    budget: amountSchema,
    vendors,
    transferable: z.boolean(),
  }),
  /** A later last day, more vendors, a larger budget; never less. */
  changeProgramme: z.strictObject({
    until,
    shown,
    programme: idSchema,
    lastDay: daySchema,
    budget: amountSchema,
    vendors,
  }),
  /** Executed in parts of 200 receivers; the part's number travels beside the order. */
  issue: z.strictObject({ until, programme: idSchema, receivers }),
  /** Takes back what is unspent, up to each amount; executed in parts of 25 receivers. */
  revoke: z.strictObject({ until, programme: idSchema, receivers }),
  expire: z.strictObject({
    programme: idSchema,
    accounts: ascending(idSchema, (account) => account, expireAccountsMax),
  }),
};
