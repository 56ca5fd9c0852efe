import type { Figures } from './figures.ts';
import type { Finding } from './finding.ts';
import type { Charges } from './meaning.ts';

export interface AuditReport {
  /** True when nothing differs anywhere. */
  equal: boolean;
  findings: Finding[];
  /** How many differences there were; only the first thousand are listed. */
  findingsTotal: number;
  blocks: number;
  lastHash: string | null;
  transactions: { valid: number; invalid: number };
  orders: { executed: number; repeated: number; refused: number; byType: Record<string, number> };
  signaturesVerified: number;
  /** Won by programme id. */
  programmes: Map<string, Figures>;
  total: Figures;
  /** Where the won are, for whoever compares an index: balance by `{account} {programme}`. */
  balances: Map<string, bigint>;
  /** Sales by `{vendor}/{charge}`, and what came back of each; `bounced` ones moved no won. */
  sales: Charges;
}

const plainFigures = (figures: Figures): Record<string, number> =>
  Object.fromEntries(Object.entries(figures).map(([name, amount]) => [name, Number(amount)]));

/** The report as JSON for other programs; won as numbers, which are safe (domain/src/won.ts). */
export function reportJson(report: AuditReport): string {
  const { programmes, total, balances: _balances, sales: _sales, ...rest } = report;
  const byProgramme = Object.fromEntries([...programmes].map(([id, figures]) => [id, plainFigures(figures)]));
  return JSON.stringify({ ...rest, total: plainFigures(total), programmes: byProgramme }, null, 2);
}
