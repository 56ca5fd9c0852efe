import { approvalRouter } from '../approval/console-router.ts';
import { auditLogRouter } from '../audit-log/console-router.ts';
import { demoOfficerRouter } from '../demo/routers.ts';
import { officeDisputeRouter } from '../dispute/console-router.ts';
import { issueRouter } from '../issue/console-router.ts';
import { ledgerRouter } from '../ledger/console-router.ts';
import { memberRouter } from '../member/office-router.ts';
import { firstRunRouter, invitationRouter, officerRouter } from '../officer/console-router.ts';
import { overviewRouter } from '../overview/console-router.ts';
import { payoutRouter } from '../payout/console-router.ts';
import { programmeRouter } from '../programme/console-router.ts';
import { rosterRouter } from '../roster/console-router.ts';
import { settingsRouter } from '../settings/console-router.ts';
import { settlementRouter } from '../settlement/console-router.ts';
import { officeTerminalRouter } from '../terminal/console-router.ts';
import { transactionRouter } from '../transactions/console-router.ts';
import { vendorRecordRouter } from '../vendor/console-router.ts';
import { vendorRouter } from '../vendor/office-router.ts';
import { router } from './trpc.ts';

/** What the office may ask. A feature's router stands beside its noun; here is one line for each. */
export const consoleRouter = router({
  approval: approvalRouter,
  auditLog: auditLogRouter,
  demo: demoOfficerRouter,
  dispute: officeDisputeRouter,
  firstRun: firstRunRouter,
  invitation: invitationRouter,
  issue: issueRouter,
  ledger: ledgerRouter,
  member: memberRouter,
  officer: officerRouter,
  overview: overviewRouter,
  payout: payoutRouter,
  programme: programmeRouter,
  roster: rosterRouter,
  settings: settingsRouter,
  settlement: settlementRouter,
  terminal: officeTerminalRouter,
  transaction: transactionRouter,
  vendor: vendorRouter,
  vendorRecord: vendorRecordRouter,
});
export type ConsoleRouter = typeof consoleRouter;
