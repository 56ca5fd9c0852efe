export { type AuditOptions, auditLedger } from './audit.ts';
export type {
  AuditBlock,
  AuditTransaction,
  BlockSource,
  StateEntry,
  UnreadableBlock,
  Version,
} from './block-source.ts';
export { compareIndex, type IndexRows } from './compare-index.ts';
export { embeddedLedgerIn, openEmbeddedSource } from './embedded-source.ts';
export { type FabricSource, openFabricSource } from './fabric-source.ts';
export { accountedFor, type Figures } from './figures.ts';
export { describePlace, type Finding, type FindingKind, type Place } from './finding.ts';
export { exitCodes, type IndexAtBlock, runAudit } from './main.ts';
export { printReport } from './print-report.ts';
export { checkReceipt, type Receipt, readReceipt } from './receipt.ts';
export { type AuditReport, reportJson } from './report.ts';
