import type { markSchema } from '@kumoh-pay/domain';
import type { z } from 'zod';

/** `real`, `demo` or `test`, as the ledger's `bootstrap` says. */
export type Mark = z.infer<typeof markSchema>;
