import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { healthOf, saveHealth } from './store.ts';

/** What a terminal says of itself every minute; the office sees it beside the terminal's name. */
export const healthSchema = z.strictObject({
  appVersion: z.string().max(40),
  /** The 95th of 100 scans, from the picture to the text; null while there were none. */
  scanP95Ms: z.int().min(0).max(60_000).nullable(),
  /** How far the tablet's own clock is ahead of the server's, as the tablet knows it. */
  clockErrorMs: z.int().min(-1e12).max(1e12),
  /** Orders on the tablet that have no answer yet. */
  queueLength: z.int().min(0).max(100_000),
  /** Won taken offline that are not on the ledger yet. */
  openRisk: z.int().min(0).max(1_000_000_000),
  camera: z.enum(['starting', 'looking', 'denied', 'no-camera', 'lost', 'unused']),
});
export type Health = z.infer<typeof healthSchema>;

export async function hearHealth(
  { db, now }: { db: Database; now: () => number },
  terminal: string,
  health: Health,
): Promise<void> {
  await saveHealth(db, {
    terminal,
    heard_at: now(),
    app_version: health.appVersion,
    scan_p95_ms: health.scanP95Ms,
    clock_error_ms: health.clockErrorMs,
    queue_length: health.queueLength,
    open_risk: health.openRisk,
    camera: health.camera,
  });
}

/** By terminal; one that never spoke is missing. */
export async function healthByTerminal(db: Database, terminals: readonly string[]) {
  const rows = await healthOf(db, terminals);
  return new Map(
    rows.map((row) => [
      row.terminal,
      {
        heardAt: row.heard_at,
        appVersion: row.app_version,
        scanP95Ms: row.scan_p95_ms,
        clockErrorMs: row.clock_error_ms,
        queueLength: row.queue_length,
        openRisk: row.open_risk,
        camera: row.camera,
      },
    ]),
  );
}
