import { auditLogRouter } from '../audit-log/console-router.ts';
import { firstRunRouter, invitationRouter, officerRouter } from '../officer/console-router.ts';
import { rosterRouter } from '../roster/console-router.ts';
import { settingsRouter } from '../settings/console-router.ts';
import { officeTerminalRouter } from '../terminal/console-router.ts';
import { vendorRecordRouter } from '../vendor/console-router.ts';
import { router } from './trpc.ts';

/** What the office may ask. A feature's router stands beside its noun; here is one line for each. */
export const consoleRouter = router({
  auditLog: auditLogRouter,
  firstRun: firstRunRouter,
  invitation: invitationRouter,
  officer: officerRouter,
  roster: rosterRouter,
  settings: settingsRouter,
  terminal: officeTerminalRouter,
  vendorRecord: vendorRecordRouter,
});
export type ConsoleRouter = typeof consoleRouter;
