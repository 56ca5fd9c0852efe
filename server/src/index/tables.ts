/** Index tables: replayed from the ledger, written by the projector only. Amounts in won, times in Unix milliseconds. */

export interface CheckpointTable {
  id: 1;
  ledger: string;
  block: number;
  /** Place in the block of the last transaction that is in the index. */
  tx_index: number;
  hash: string;
  /** The last journal sequence given out. */
  sequence: number;
}

export interface LedgerAccountTable {
  account: string;
  key: string;
  confirmed_key: string;
  recovery_key: string | null;
  key_from: number;
  limited: number;
  status: 'active' | 'suspended' | 'closed';
  suspended_by: 'account' | 'enroller' | 'registrar' | null;
  opened_at: number;
}
export interface LedgerOfficerTable {
  officer: string;
  key: string;
  recovery_key: string | null;
  /** Separated by commas. */
  roles: string;
  active: number;
}
export interface LedgerProgrammeTable {
  programme: string;
  funder: string;
  first_day: string;
  last_day: string;
  budget: number;
  /** Separated by commas; null: all. */
  vendors: string | null;
  transferable: number;
}
export interface LedgerVendorTable {
  vendor: string;
  active: number;
  fee_basis_points: number;
  payee: string | null;
}
export interface LedgerTerminalTable {
  terminal: string;
  vendor: string;
  key: string;
  active: number;
}

export interface JournalTable {
  sequence: number;
  block: number;
  transaction_id: string;
  order_id: string;
  type: string;
  part: number;
  digest: string;
  at: number;
  /** The signers, separated by commas. */
  signers: string;
  result: string;
}
export interface PostingTable {
  sequence: number;
  place: number;
  programme: string;
  from_place: string;
  to_place: string;
  amount: number;
}
export interface WaitingNoteTable {
  account: string;
  note: string;
  /** The soonest last day of its lots. */
  last_day: string;
  sequence: number;
}
export interface BalanceTable {
  account: string;
  programme: string;
  amount: number;
}
/** What lies uncounted in a vendor's boxes. May be negative: a refund's note. */
export interface DayAmountTable {
  vendor: string;
  day: number;
  programme: string;
  amount: number;
}
export interface SupplyTable {
  programme: string;
  issued: number;
  settled: number;
  revoked: number;
  expired: number;
}

export const entryKinds = ['charge', 'refund', 'send', 'receive', 'issue', 'revoke', 'expire'] as const;
export type EntryKind = (typeof entryKinds)[number];
export interface EntryTable {
  sequence: number;
  account: string;
  kind: EntryKind;
  /** What the balance changed by. */
  amount: number;
  sender: string;
  receiver: string;
  vendor: string | null;
  /** The programme of an issue, revoke or expire. */
  programme: string | null;
  charge: string | null;
  order_id: string;
  at: number;
}
export interface SaleTable {
  charge: string;
  sequence: number;
  vendor: string;
  terminal: string;
  day: number;
  account: string;
  amount: number;
  refunded: number;
  at: number;
}
export interface RefundTable {
  refund: string;
  sequence: number;
  charge: string;
  vendor: string;
  terminal: string;
  day: number;
  account: string;
  amount: number;
  revoked: number;
  at: number;
}
/** A charge taken offline that moved no won; paid after all, it has a row among the sales too. */
export interface BouncedTable {
  vendor: string;
  charge: string;
  sequence: number;
  terminal: string;
  account: string;
  amount: number;
  reason: string;
  taken_at: number;
}
export interface SettlementTable {
  vendor: string;
  day: number;
  state: string;
  sealed_at: number;
  net: number | null;
  batch: string | null;
  /** The whole record as canonical JSON. */
  figures: string;
  sequence: number;
}
export interface PayoutTable {
  batch: string;
  state: string;
  file_hash: string;
  prepared_by: string;
  figures: string;
  sequence: number;
}
/** Whose screens a journal entry is told to: `a.{account}` or `v.{vendor}`. The office hears all. */
export interface NoticeTable {
  channel: string;
  sequence: number;
}

export interface IndexTables {
  checkpoint: CheckpointTable;
  ledger_account: LedgerAccountTable;
  ledger_officer: LedgerOfficerTable;
  ledger_programme: LedgerProgrammeTable;
  ledger_vendor: LedgerVendorTable;
  ledger_terminal: LedgerTerminalTable;
  journal: JournalTable;
  posting: PostingTable;
  waiting_note: WaitingNoteTable;
  balance: BalanceTable;
  day_amount: DayAmountTable;
  supply: SupplyTable;
  entry: EntryTable;
  sale: SaleTable;
  refund: RefundTable;
  bounced: BouncedTable;
  settlement: SettlementTable;
  payout: PayoutTable;
  notice: NoticeTable;
}

export const indexTableNames = [
  'checkpoint',
  'ledger_account',
  'ledger_officer',
  'ledger_programme',
  'ledger_vendor',
  'ledger_terminal',
  'journal',
  'posting',
  'waiting_note',
  'balance',
  'day_amount',
  'supply',
  'entry',
  'sale',
  'refund',
  'bounced',
  'settlement',
  'payout',
  'notice',
] as const satisfies (keyof IndexTables)[];
