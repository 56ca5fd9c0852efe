import type { Figure } from '../figures.ts';

/** A line of the table on Fabric. Its processor time is that of all processes of the network and of the client. */
export interface FabricFigure extends Figure {
  /** Payments that came to nothing, of those that were tried. */
  failed: number;
  /** Transactions that met a conflict: at endorsement or at validation. */
  conflicts: number;
  ordersPerCarrier: number;
}

export function printFabricTable(figures: readonly FabricFigure[]): void {
  const heads = ['per s', 'p50 ms', 'p95 ms', 'p99 ms', 'cpu ms', 'failed', 'conflicts', 'a carrier'];
  console.log(`${''.padEnd(46)}${heads.map((head) => head.padStart(10)).join('')}`);
  for (const {
    name,
    perSecond,
    p50,
    p95,
    p99,
    processorMs,
    failed,
    conflicts,
    ordersPerCarrier,
  } of figures) {
    const cells = [
      perSecond.toFixed(1),
      ...[p50, p95, p99].map((ms) => ms?.toFixed(0) ?? '–'),
      processorMs?.toFixed(1) ?? '–',
      String(failed),
      String(conflicts),
      ordersPerCarrier.toFixed(1),
    ];
    console.log(`${name.padEnd(46)}${cells.map((cell) => cell.padStart(10)).join('')}`);
  }
}
