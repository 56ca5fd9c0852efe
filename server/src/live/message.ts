import { idSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import type { Database } from '../db/index.ts';

/** A message older than this is no news to a screen that comes back: what it tells of is read from its own table. */
const messageNewsMs = 120_000;
/** Rows of one reading: the rest follows at once. */
const rowsAtOnce = 100;

/** What screens are told at once though the ledger does not know of it. Only ids and amounts: each screen reads what it may see. */
export const liveMessageSchema = z.discriminatedUnion('is', [
  /** A dispute was opened, answered or taken further. */
  z.strictObject({ is: z.literal('dispute'), dispute: idSchema, charge: idSchema }),
  /** After a shortfall the member names what the vouchers are to pay of `of` won; `charge` is the one that was refused. */
  z.strictObject({ is: z.literal('part'), charge: idSchema, amount: z.int().min(1), of: z.int().min(1) }),
  /** A paper slip was entered, withdrawn or declined. */
  z.strictObject({ is: z.literal('paperSlip'), charge: idSchema }),
  /** The office has changed what every phone says about an outage. */
  z.strictObject({ is: z.literal('banner') }),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;

export const insertMessage = (db: Database, channel: string, message: LiveMessage, at: number) =>
  db
    .insertInto('live_message')
    .values({ channel, body: JSON.stringify(liveMessageSchema.parse(message)), at })
    .execute();

export async function messagesAfter(
  db: Database,
  channels: readonly string[],
  after: number,
  nowMs: number,
): Promise<{ id: number; at: number; message: LiveMessage }[]> {
  const rows = await db
    .selectFrom('live_message')
    .select(['message_id', 'body', 'at'])
    .where('channel', 'in', [...channels])
    .where('message_id', '>', after)
    .where('at', '>', nowMs - messageNewsMs)
    .orderBy('message_id')
    .limit(rowsAtOnce)
    .execute();
  return rows.map(({ message_id, body, at }) => ({
    id: message_id,
    at,
    message: liveMessageSchema.parse(JSON.parse(body)),
  }));
}

export const lastMessage = async (db: Database): Promise<number> => {
  const row = await db
    .selectFrom('live_message')
    .select((select) => select.fn.max('message_id').as('last'))
    .executeTakeFirst();
  return row?.last ?? 0;
};

export const deleteMessagesBefore = (db: Database, nowMs: number) =>
  db
    .deleteFrom('live_message')
    .where('at', '<', nowMs - messageNewsMs)
    .execute();
