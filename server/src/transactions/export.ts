import { type Id, newId, ok, type Result, refuse } from '@kumoh-pay/domain';
import type { z } from 'zod';
import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import { hearExports, tellExports } from './export-news.ts';
import { exportHead } from './export-rows.ts';
import { exportsOf, insertExport } from './export-store.ts';
import { type WritingParts, type wishSchema, writeExport } from './export-writing.ts';

/** Each officer's at once; one more waits until the officer has looked at the first. */
const runningMax = 2;

type Parts = WritingParts & { now(): number };

/** Begins a file; it is written in the background, a page of rows at a time. */
export async function startExport(
  parts: Parts,
  officer: Id,
  wish: z.infer<typeof wishSchema>,
): Promise<Result<{ id: Id }>> {
  const { db, now } = parts;
  const busy = (await exportsOf(db, officer, now())).filter(({ state }) => state === 'running');
  if (busy.length >= runningMax) return refuse('TOO_MANY_TRIES', 'exports');
  const id = newId();
  const job = { id, officer, filter: JSON.stringify(wish), state: 'running' as const, last_key: null };
  await transaction(db, async (tx) => {
    await insertExport(tx, { ...job, rows: 0, chunks: 1, created_at: now() }, exportHead(wish.language));
    const act = { actor: `officer.${officer}`, act: 'exportTransactions', subject: 'ledger' };
    await noteAct(tx, { ...act, after: wish.search }, now());
  });
  tellExports(officer);
  writeExport(parts, officer, id);
  return ok({ id });
}

/** The officer's own files, now and at each piece more; what a dead server has left goes on. */
export async function* growingExports(parts: Parts, officer: Id, ends: AbortSignal) {
  // Heard before it is read: what is done between a look and the next wait is news too.
  const news = hearExports(officer, ends);
  try {
    for (const { id, state } of await exportsOf(parts.db, officer, parts.now()))
      if (state === 'running') writeExport(parts, officer, id);
    while (!ends.aborted) {
      yield await exportsOf(parts.db, officer, parts.now());
      await news.next();
    }
  } finally {
    news.stop();
  }
}
