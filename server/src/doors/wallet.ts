import { demoMemberRouter } from '../demo/routers.ts';
import { memberDisputeRouter } from '../dispute/wallet-router.ts';
import { keyRouter, memberRouter, passwordRouter, signUpRouter } from '../member/wallet-router.ts';
import { memberPaperSlipRouter } from '../paper-slip/wallet-router.ts';
import { memberSessionRouter } from '../session/wallet-router.ts';
import { walletMoneyRouter } from '../wallet/wallet-router.ts';
import { router } from './trpc.ts';

/** What wallets may ask. A feature's router stands beside its noun; here is one line for each. */
export const walletRouter = router({
  demo: demoMemberRouter,
  dispute: memberDisputeRouter,
  key: keyRouter,
  member: memberRouter,
  money: walletMoneyRouter,
  paperSlip: memberPaperSlipRouter,
  password: passwordRouter,
  session: memberSessionRouter,
  signUp: signUpRouter,
});
export type WalletRouter = typeof walletRouter;
