import { idSchema } from '@kumoh-pay/domain';
import { z } from 'zod';

/** `enroller.json`: the officer id that the ledger's `bootstrap` named, and the private key in PEM. */
export const enrollerFile = z.strictObject({ id: idSchema, pem: z.string() });
