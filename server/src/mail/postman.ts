import { hourMs, minuteMs, secondMs } from '@kumoh-pay/domain';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import type { Database } from '../db/index.ts';
import type { Keys } from '../keys/keys.ts';
import { letterText } from './letter.ts';
import { openEnvelope } from './outbox.ts';
import { claimLetter, nextLetterAt, type OutboxRow, updateLetter } from './store.ts';

/** Longer than all of the transport's own time limits together; then another may take the letter up. */
const claimMs = 2 * minuteMs;
const connectionTimeoutMs = 10 * secondMs;
const socketTimeoutMs = 30 * secondMs;
/** Pauses double from this one to an hour; ten tries are about half a day. Beyond: failed, and told in the log. */
const firstPauseMs = 5 * secondMs;
const triesMax = 16;
/** Looked at again by itself this often, for letters that another server queued. */
const lookMs = 30 * secondMs;

export interface Postman {
  /** A letter was committed. */
  wake(): void;
  stop(): Promise<void>;
}

interface PostmanParts {
  db: Database;
  keys: Keys;
  log: Logger;
  smtpUrl: string;
  sender: string;
  walletAddress(): string;
}

/** Sends what the outbox holds, one after the other; a server that does not answer costs nobody's request. */
export function startPostman(parts: PostmanParts): Postman {
  const { db, log } = parts;
  const transport = createTransport({
    url: parts.smtpUrl,
    connectionTimeout: connectionTimeoutMs,
    greetingTimeout: connectionTimeoutMs,
    socketTimeout: socketTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let stopped = false;
  let wake = () => {};
  const pause = (timeoutMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  let woken = false;
  async function round(): Promise<void> {
    woken = false;
    for (;;) {
      const row = stopped ? null : await claimLetter(db, Date.now(), Date.now() + claimMs);
      if (!row) break;
      await deliver(parts, transport, row);
    }
    const next = stopped || woken ? 0 : ((await nextLetterAt(db)) ?? Number.POSITIVE_INFINITY) - Date.now();
    if (!stopped && !woken && next > 0) await pause(Math.min(next, lookMs));
  }
  const running = (async () => {
    while (!stopped) {
      await round().catch(async (error: unknown) => {
        log.error({ err: error }, 'the outbox could not be read');
        if (!stopped) await pause(lookMs);
      });
    }
  })();
  return {
    wake() {
      woken = true;
      wake();
    },
    async stop() {
      stopped = true;
      wake();
      await running;
      transport.close();
    },
  };
}

async function deliver(
  { db, keys, log, sender, walletAddress }: PostmanParts,
  transport: ReturnType<typeof createTransport>,
  row: OutboxRow,
) {
  try {
    if (!row.letter) throw new Error('the letter is gone');
    const { to, letter } = openEnvelope(keys, row.letter);
    // The same id at each try, so that a mailbox that got it twice shows it once.
    await transport.sendMail({
      from: sender,
      to,
      ...letterText(letter, walletAddress()),
      messageId: `<${row.id}@kumoh-pay>`,
    });
    await updateLetter(db, row.id, { state: 'sent', letter: null, sent_at: Date.now() });
  } catch (error) {
    const failed = row.tries >= triesMax;
    const pauseMs = Math.min(firstPauseMs * 2 ** (row.tries - 1), hourMs);
    log.warn(
      { err: error, outbox: row.id, tries: row.tries },
      failed ? 'a letter is given up' : 'a letter waits',
    );
    await updateLetter(db, row.id, {
      state: failed ? 'failed' : 'waiting',
      next_at: Date.now() + pauseMs,
      ...(failed && { letter: null }),
    });
  }
}
