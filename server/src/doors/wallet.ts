import { router } from './trpc.ts';

/** What wallets may ask. A feature's router stands beside its noun; here is one line for each. */
export const walletRouter = router({});
export type WalletRouter = typeof walletRouter;
