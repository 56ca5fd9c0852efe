import { router } from './trpc.ts';

/** What the office may ask. A feature's router stands beside its noun; here is one line for each. */
export const consoleRouter = router({});
export type ConsoleRouter = typeof consoleRouter;
