import type { BlockSource } from './block-source.ts';
import { ChainCheck } from './chain-check.ts';
import { addToFigures, type Figures, totalFigures } from './figures.ts';
import { checkFinalState } from './final-state.ts';
import { Findings } from './finding.ts';
import { Replay } from './replay.ts';
import type { AuditReport } from './report.ts';

export interface AuditOptions {
  /** The ledger's name, which is part of everything signed: the channel. */
  ledger: string;
}

/**
 * Reads a ledger from block 0, verifies everything that can be verified without the contract, and says what is where.
 * Differences are data, in the report; it throws only when the source itself cannot be read.
 */
export async function auditLedger(source: BlockSource, options: AuditOptions): Promise<AuditReport> {
  const findings = new Findings();
  const chain = new ChainCheck(findings);
  const replay = new Replay(options.ledger, findings);
  let whole = true;
  for await (const block of source.blocks()) {
    if (!chain.next(block)) {
      whole = false;
      break;
    }
    if ('unreadable' in block) break;
    replay.block(block);
  }
  chain.end(source.tip());
  if (whole) checkFinalState(source, replay, findings);
  return report(findings, chain, replay);
}

function report(findings: Findings, chain: ChainCheck, replay: Replay): AuditReport {
  const programmes = new Map<string, Figures>();
  addToFigures(programmes, replay.holdings.balances);
  return {
    equal: findings.total === 0,
    findings: findings.list,
    findingsTotal: findings.total,
    blocks: chain.blocks,
    lastHash: chain.lastHash,
    transactions: replay.transactions,
    orders: replay.orders,
    signaturesVerified: replay.signaturesVerified,
    programmes,
    total: totalFigures(programmes.values()),
    balances: balancesOf(replay),
    sales: replay.charges,
  };
}

/** Purse and notes together, by `{account} {programme}`. */
function balancesOf(replay: Replay): Map<string, bigint> {
  const balances = new Map<string, bigint>();
  for (const { programme, place, amount } of replay.holdings.balances.each()) {
    const [kind, account] = place.split('.');
    if (kind !== 'p' && kind !== 'a') continue;
    const key = `${account} ${programme}`;
    balances.set(key, (balances.get(key) ?? 0n) + amount);
  }
  return balances;
}
