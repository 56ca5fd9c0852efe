import { accountedFor, type Figures } from './figures.ts';
import { describePlace } from './finding.ts';
import type { AuditReport } from './report.ts';

/** Findings printed for a person; `--json` has all that were kept. */
const printedMost = 50;

const lines: readonly (readonly [string, (figures: Figures) => bigint])[] = [
  ['발행 issued', (one) => one.issued],
  ['지갑 in purses', (one) => one.purses],
  ['입금 대기 in account notes', (one) => one.accountNotes],
  ['미집계 매출 in uncounted vendor notes', (one) => one.vendorNotes],
  ['정산 settled', (one) => one.settled],
  ['회수 revoked', (one) => one.revoked],
  ['만료 expired', (one) => one.expired],
];

const amount = (won: bigint): string => `${won.toLocaleString('ko-KR')}원`.padStart(20);

function printFigures(title: string, figures: Figures): string[] {
  const rows = lines.map(([name, of]) => `  ${amount(of(figures))}  ${name}`);
  const equal = accountedFor(figures) === figures.issued;
  const verdict = equal
    ? '같음 equal'
    : `다름 DIFFERS by ${amount(figures.issued - accountedFor(figures)).trim()}`;
  return [title, ...rows, `  ${''.padStart(20)}  ${verdict}`, ''];
}

/** What `./kumoh audit` prints. */
export function printReport(report: AuditReport): string {
  const programmes = [...report.programmes].sort(([left], [right]) => (left < right ? -1 : 1));
  const types = Object.entries(report.orders.byType).sort(([left], [right]) => (left < right ? -1 : 1));
  const shown = report.findings.slice(0, printedMost);
  return [
    ...programmes.flatMap(([id, figures]) => printFigures(`상품권 programme ${id}`, figures)),
    ...printFigures('전체 in all', report.total),
    `블록 blocks ${report.blocks}, 거래 transactions ${report.transactions.valid} valid, ${report.transactions.invalid} invalid`,
    `지시 orders ${report.orders.executed} done, ${report.orders.repeated} repeated, ${report.orders.refused} refused; 서명 signatures verified ${report.signaturesVerified}`,
    ...types.map(([type, count]) => `  ${String(count).padStart(8)}  ${type}`),
    '',
    ...shown.map(({ kind, detail, place }) => `다름 DIFFERENCE [${kind}] ${describePlace(place)}: ${detail}`),
    report.findingsTotal > shown.length ? `… and ${report.findingsTotal - shown.length} more` : '',
    report.equal
      ? '감사 결과: 모두 같음. The audit found no difference.'
      : `감사 결과: 다름 ${report.findingsTotal}건. The audit found ${report.findingsTotal} differences.`,
  ]
    .filter((line, place, all) => line !== '' || (place > 0 && all[place - 1] !== ''))
    .join('\n');
}
