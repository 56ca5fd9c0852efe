import { dayMs, hourMs } from '@kumoh-pay/domain';
import type { Logger } from 'pino';
import type { Database } from './db/index.ts';
import { deleteAllowancesBefore } from './limit/store.ts';
import { deleteMessagesBefore } from './live/message.ts';
import { deleteLettersSentBefore } from './mail/store.ts';
import { deleteMailedCodesBefore } from './member/store.ts';
import { deleteSessionsBefore } from './session/store.ts';
import { deleteSlipsBefore } from './terminal/store.ts';
import { deleteExportsBefore, exportsKeptMs } from './transactions/export-store.ts';

const everyMs = hourMs;
/** A letter's row, without its text, answers "was it sent?" for a month. */
const lettersKeptMs = 30 * dayMs;
/** A slip that has paired answers a repeated pairing for a day. */
const slipsKeptMs = dayMs;

/** Throws away what is over: once at the start, then each hour. @returns ends it. */
export function keepHouse(db: Database, log: Logger): () => void {
  const sweep = async () => {
    const now = Date.now();
    await deleteSessionsBefore(db, now);
    await deleteMailedCodesBefore(db, now);
    await deleteAllowancesBefore(db, now);
    await deleteLettersSentBefore(db, now - lettersKeptMs);
    await deleteSlipsBefore(db, now - slipsKeptMs);
    await deleteMessagesBefore(db, now);
    await deleteExportsBefore(db, now - exportsKeptMs);
  };
  const run = () =>
    void sweep().catch((error: unknown) =>
      log.error({ err: error }, 'what is over could not be thrown away'),
    );
  run();
  const timer = setInterval(run, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
