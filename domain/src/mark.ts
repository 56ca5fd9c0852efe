import { z } from 'zod';

/** What a ledger is for, set by its first order for ever. */
export const markSchema = z.enum(['real', 'demo', 'test']);
