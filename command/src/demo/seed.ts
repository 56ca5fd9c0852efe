import { join } from 'node:path';
import { addDays, hourMs, seoulDay, seoulDayStart } from '@kumoh-pay/domain';
import type { ServerConfig } from '@kumoh-pay/server';
import { migrate, openDatabase } from '@kumoh-pay/server/db/index.ts';
import { enrollerSignature } from '@kumoh-pay/server/enroller/enroller.ts';
import { readKeys } from '@kumoh-pay/server/keys/keys.ts';
import { openLog } from '@kumoh-pay/server/log.ts';
import { openMoney } from '@kumoh-pay/server/order/open-money.ts';
import { openPasswordQueue } from '@kumoh-pay/server/password/password-queue.ts';
import type { DemoCampus } from './campus.ts';
import { foundCampus } from './found.ts';
import { type MonthReport, tradeForDays, tradeToday } from './month.ts';
import { type CampusClock, liveClock, SeedClock, Seeding } from './seeding.ts';

/** The campus opens on the morning of the day before its first day of trade. */
const foundingHour = 10;

const indexPatienceMs = 30_000;
/** A line of progress every few seconds. */
const daysPerLine = 5;

export interface SeedOptions {
  config: ServerConfig;
  campus: DemoCampus;
  /** Days of trade up to yesterday. On a Fabric network there is today alone, made as it passes. */
  days: number;
  /** The present, Unix milliseconds. */
  nowMs: number;
  signal: AbortSignal;
  progress(line: string): void;
}

/**
 * Makes the past of a demo campus on an empty ledger and database: every order signed by its own key and submitted
 * through the server's own way, with the clock set back.
 */
export async function seedCampus(options: SeedOptions): Promise<MonthReport> {
  const { config, campus, days, nowMs, signal, progress } = options;
  await migrate(config.databaseOwnerUrl);
  const today = seoulDay(nowMs);
  const live = config.ledger.kind === 'fabric';
  const clock = live
    ? liveClock
    : new SeedClock(seoulDayStart(addDays(today, -days - 1)) + foundingHour * hourMs);
  const { seeding, close } = await openSeeding(config, campus, clock);
  try {
    progress('사람과 가게를 만드는 중 · Founding the demo campus');
    await foundCampus(seeding);
    progress(
      live
        ? '오늘의 거래를 만드는 중 · Making one live day of trade'
        : `${days}일의 거래를 만드는 중 · Making ${days} days of trade`,
    );
    const report = live
      ? await tradeToday(seeding, today, signal)
      : await tradeForDays(seeding, { today, days, nowMs, signal }, (done) => {
          if (done % daysPerLine === 0) progress(`${done} / ${days}`);
        });
    await seeding.parts.money.indexed(indexPatienceMs);
    return report;
  } finally {
    await close();
  }
}

/** The parts of a server without its doors. */
async function openSeeding(
  config: ServerConfig,
  campus: DemoCampus,
  clock: CampusClock,
): Promise<{ seeding: Seeding; close(): Promise<void> }> {
  const log = openLog(config.logTo);
  const keys = await readKeys(config.keysDirectory ?? join(config.dataDirectory, 'keys'));
  const db = openDatabase(config.databaseUrl);
  const stopping = new AbortController();
  try {
    const money = await openMoney({
      db,
      log,
      now: clock.now,
      ledgerConfig: config.ledger,
      signAsEnroller: async (ledgerName, order) => ({
        order,
        signatures: [enrollerSignature(keys, ledgerName, order)],
      }),
    });
    const parts = {
      config,
      db,
      money,
      keys,
      passwords: await openPasswordQueue(),
      log,
      now: clock.now,
      addresses: { wallet: '', counter: '', console: '' },
      mailWaiting: () => undefined,
      stopping: stopping.signal,
    };
    const close = async () => {
      stopping.abort();
      await money.stop();
      await db.destroy();
    };
    return { seeding: new Seeding(parts, campus, clock), close };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
