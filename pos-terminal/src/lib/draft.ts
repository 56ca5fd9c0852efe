import { z } from 'zod';
import { basketLineSchema, keep } from './kept.ts';

/** The sale that is being put together: a reload or a crash finds it again. */
export const draft = keep('sale', z.object({ typed: z.int().min(0), lines: z.array(basketLineSchema) }));

/** The request that is on the screen: a phone may be paying it while the page comes back. */
export const shownRequest = keep(
  'request',
  z.object({ charge: z.string(), amount: z.int(), digits: z.string(), endsAt: z.int() }),
);
