import { addDays, type Day, hourMs, seoulDay, seoulDayStart } from '@kumoh-pay/domain';
import { type Database, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { queueLetter } from '../mail/outbox.ts';
import { programmeNames } from './store.ts';

/** A week before, and again on the day before: once there is time to plan, once there is time to act. */
const noticeDays = [7, 1] as const;
/** Looked for each hour; a mail goes out by day only. Seoul hours. */
const everyMs = hourMs;
const [firstHour, lastHour] = [9, 20] as const;
/** Letters of one look; the rest follows an hour later, so that the mail server is not flooded. */
const membersAtOnce = 2_000;

type Parts = Pick<ServerParts, 'db' | 'keys' | 'now' | 'log' | 'mailWaiting'>;
interface Ending {
  account: string;
  mail: string;
  programme: string;
  amount: number;
  lastDay: Day;
  days: number;
}

/** Mails what ends soon, once for each voucher and each of the two notices. @returns ends it. */
export function startEndsSoon(parts: Parts): () => void {
  const run = () =>
    void tellWhatEnds(parts).catch((error: unknown) =>
      parts.log.error({ err: error }, 'what ends soon could not be told'),
    );
  run();
  const timer = setInterval(run, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** @returns how many members were written to. */
export async function tellWhatEnds(parts: Parts): Promise<number> {
  const { db, keys, now } = parts;
  const hour = (now() - seoulDayStart(seoulDay(now()))) / hourMs;
  if (hour < firstHour || hour > lastHour) return 0;
  const byAccount = Map.groupBy(await endings(db, seoulDay(now())), ({ account }) => account);
  let told = 0;
  for (const lots of [...byAccount.values()].slice(0, membersAtOnce)) {
    const [{ account, mail } = { account: '', mail: '' }] = lots;
    const names = await programmeNames(
      db,
      lots.map(({ programme }) => programme),
    );
    const letter = {
      kind: 'endsSoon' as const,
      lots: lots.map(({ programme, amount, lastDay }) => ({
        name: (names.get(programme) ?? programme).slice(0, 80),
        amount,
        lastDay,
      })),
    };
    await transaction(db, async (tx) => {
      const rows = lots.map(({ programme, days }) => ({ account, programme, days, at: now() }));
      const noted = await tx.insertInto('ends_told').ignore().values(rows).executeTakeFirst();
      // Another server was quicker.
      if (noted.numInsertedOrUpdatedRows !== BigInt(rows.length)) return;
      await queueLetter(tx, keys, mail, letter, now());
    });
    told += 1;
  }
  if (told > 0) parts.mailWaiting();
  return told;
}

/** What members hold that ends within a notice's days and was not told yet. */
async function endings(db: Database, today: Day): Promise<Ending[]> {
  const found: Ending[] = [];
  for (const [place, days] of noticeDays.entries()) {
    const later = noticeDays[place + 1];
    const rows = await db
      .selectFrom('balance')
      .innerJoin('ledger_programme as terms', 'terms.programme', 'balance.programme')
      .innerJoin('member', 'member.account', 'balance.account')
      .leftJoin('ends_told', (join) =>
        join
          .onRef('ends_told.account', '=', 'balance.account')
          .onRef('ends_told.programme', '=', 'balance.programme')
          .on('ends_told.days', '=', days),
      )
      .select(['balance.account', 'member.mail', 'balance.programme', 'amount', 'last_day as lastDay'])
      .where('amount', '>', 0)
      .where('last_day', '>=', later === undefined ? today : addDays(today, later + 1))
      .where('last_day', '<=', addDays(today, days))
      .where('member.state', '=', 'active')
      .where('member.ends_notice', '=', 1)
      .where('ends_told.at', 'is', null)
      .orderBy('balance.account')
      .execute();
    for (const { mail, ...row } of rows) if (mail !== null) found.push({ ...row, mail, days });
  }
  return found;
}
