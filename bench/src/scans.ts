import { chromium } from '@kumoh-pay/command/chromium.ts';
import { measureScans } from '../../e2e/src/campus/measure-scans.ts';
import { type Figure, quantile } from './figures.ts';

/** From a code in front of the counter's camera to the painted green result, between two real browsers. */
export async function scans(count: number): Promise<Figure[]> {
  process.env['KUMOH_CHROMIUM'] ??= await chromium();
  const times = (await measureScans(count)).sort((a, b) => a - b);
  const totalSeconds = times.reduce((sum, time) => sum + time, 0) / 1_000;
  return [
    {
      name: `code before the camera to green, ${count} scans`,
      perSecond: count / totalSeconds,
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      p99: quantile(times, 0.99),
      // The work is done by two browsers and a server, not by this process.
      processorMs: null,
    },
  ];
}
