import { dayRouter, saleRouter } from '../counter/counter-router.ts';
import { displayRouter } from '../counter/display-router.ts';
import { demoShopRouter } from '../demo/routers.ts';
import { counterDisputeRouter } from '../dispute/counter-router.ts';
import { itemRouter } from '../item/counter-router.ts';
import { paperSlipRouter } from '../paper-slip/counter-router.ts';
import { staffRouter } from '../staff/counter-router.ts';
import { terminalRouter } from '../terminal/counter-router.ts';
import { router } from './trpc.ts';

/** What terminals may ask. A feature's router stands beside its noun; here is one line for each. */
export const counterRouter = router({
  day: dayRouter,
  demo: demoShopRouter,
  display: displayRouter,
  dispute: counterDisputeRouter,
  item: itemRouter,
  paperSlip: paperSlipRouter,
  sale: saleRouter,
  staff: staffRouter,
  terminal: terminalRouter,
});
export type CounterRouter = typeof counterRouter;
