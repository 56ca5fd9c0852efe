import { router } from './trpc.ts';

/** What terminals may ask. A feature's router stands beside its noun; here is one line for each. */
export const counterRouter = router({});
export type CounterRouter = typeof counterRouter;
