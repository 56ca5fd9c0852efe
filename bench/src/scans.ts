import { chromium } from '@kumoh-pay/command/chromium.ts';
import { measureScans, type ScanTimes } from '../../e2e/src/campus/measure-scans.ts';
import { type Figure, quantile } from './figures.ts';

/** From a code in front of the counter's camera to the painted green result, between two real browsers, and how far it was when. */
export async function scans(count: number): Promise<Figure[]> {
  process.env['KUMOH_CHROMIUM'] ??= await chromium();
  const times = await measureScans(count);
  return [
    figure(`code before the camera to green, ${count} scans`, times, ({ green }) => green),
    figure('  to the charge being sent', times, ({ sent }) => sent),
    figure('  to its answer at the counter', times, ({ answered }) => answered),
  ];
}

function figure(name: string, scanned: readonly ScanTimes[], until: (times: ScanTimes) => number): Figure {
  const times = scanned.map(until).sort((a, b) => a - b);
  return {
    name,
    perSecond: 0,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    // The work is done by two browsers and a server, not by this process.
    processorMs: null,
  };
}
