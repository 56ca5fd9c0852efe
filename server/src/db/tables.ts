import type { ActTables } from '../act/tables.ts';
import type { ApprovalTables } from '../approval/tables.ts';
import type { AuditLogTables } from '../audit-log/tables.ts';
import type { CounterTables } from '../counter/tables.ts';
import type { DisputeTables } from '../dispute/tables.ts';
import type { IndexTables } from '../index/tables.ts';
import type { IssueTables } from '../issue/tables.ts';
import type { ItemTables } from '../item/tables.ts';
import type { LimitTables } from '../limit/tables.ts';
import type { LiveTables } from '../live/tables.ts';
import type { MailTables } from '../mail/tables.ts';
import type { MemberTables } from '../member/tables.ts';
import type { OfficerTables } from '../officer/tables.ts';
import type { OrderTables } from '../order/tables.ts';
import type { OverviewTables } from '../overview/tables.ts';
import type { PaperSlipTables } from '../paper-slip/tables.ts';
import type { PayoutFileTables } from '../payout/tables.ts';
import type { ProgrammeTables } from '../programme/tables.ts';
import type { RosterTables } from '../roster/tables.ts';
import type { SessionTables } from '../session/tables.ts';
import type { SettingTables } from '../settings/tables.ts';
import type { StaffTables } from '../staff/tables.ts';
import type { TerminalTables } from '../terminal/tables.ts';
import type { ExportTables } from '../transactions/tables.ts';
import type { VendorTables } from '../vendor/tables.ts';
import type { WalletTables } from '../wallet/tables.ts';

/** Every table, each described beside its noun. Times are Unix milliseconds, amounts won, truth values 0 or 1. */
export interface Tables
  extends ActTables,
    ApprovalTables,
    AuditLogTables,
    CounterTables,
    DisputeTables,
    ExportTables,
    IndexTables,
    IssueTables,
    ItemTables,
    LimitTables,
    LiveTables,
    MailTables,
    MemberTables,
    OfficerTables,
    OrderTables,
    OverviewTables,
    PaperSlipTables,
    PayoutFileTables,
    ProgrammeTables,
    RosterTables,
    SessionTables,
    SettingTables,
    StaffTables,
    TerminalTables,
    VendorTables,
    WalletTables {}
