import { z } from 'zod';
import { idSchema } from '../id.ts';
import { publicKeySchema } from '../key.ts';
import { amountSchema } from '../won.ts';
import { byOfficer, shown, until } from './parts.ts';

/** Orders about members' accounts. */
export const accountOrders = {
  openAccount: z.strictObject({
    account: idSchema,
    key: publicKeySchema,
    recoveryKey: publicKeySchema.nullable(),
  }),
  setRecoveryKey: z.strictObject({ account: idSchema, recoveryKey: publicKeySchema, ...byOfficer }),
  /** `recoveryKey`: the next one, exactly when the recovery key signs. */
  replaceKey: z.strictObject({
    account: idSchema,
    key: publicKeySchema,
    recoveryKey: publicKeySchema.optional(),
  }),
  confirmKey: z.strictObject({ account: idSchema, key: publicKeySchema, ...byOfficer }),
  keepKey: z.strictObject({ account: idSchema }),
  suspendAccount: z.strictObject({ account: idSchema, ...byOfficer }),
  resumeAccount: z.strictObject({ account: idSchema, ...byOfficer }),
  closeAccount: z.strictObject({ account: idSchema, until, shown }),
  sweepAccount: z.strictObject({ account: idSchema }),
  gather: z.strictObject({ account: idSchema }),
  transfer: z.strictObject({ from: idSchema, to: idSchema, amount: amountSchema }),
};
