import type { ErrorCode, Id } from '@kumoh-pay/domain';
import { isErrorCode } from '@kumoh-pay/domain';
import { type TrackedEnvelope, tracked } from '@trpc/server';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { accountChannel, officeChannel, vendorChannel, walletsChannel } from '../index/channel.ts';
import { type EntryView, entriesAt } from '../index/entries.ts';
import { type Cursor, cursorText, readCursor } from './cursor.ts';
import { insertMessage, type LiveMessage, lastMessage, messagesAfter } from './message.ts';
import type { Wakes } from './wake.ts';

/** Rows of one reading: the rest follows at once. */
const rowsAtOnce = 100;
/** Looked at without news this often, so that a wake lost in a fault costs seconds and not the event. */
const lookAgainMs = 20_000;
/** A refusal older than this is no news to a phone that comes back. */
const refusalNewsMs = 120_000;

export interface JournalEvent {
  sequence: number;
  type: string;
  order: Id;
  at: number;
  result: z.core.util.JSONType;
}
/** Told beside the journal: see message.ts. */
export interface MessageEvent {
  message: LiveMessage;
  at: number;
}
export type CounterEvent = JournalEvent | MessageEvent;
export type WalletEvent =
  | ({ kind: 'message' } & MessageEvent)
  | { kind: 'entries'; sequence: number; entries: EntryView[] }
  /** The account's record changed: key, limit, status. */
  | { kind: 'account'; sequence: number; type: string; at: number }
  | {
      kind: 'refused';
      charge: Id;
      vendor: Id;
      code: ErrorCode;
      amount: number;
      shortBy: number | null;
      at: number;
    };

interface News<Event> {
  events: { cursor: Cursor; event: Event }[];
  /** Where the reading ended. */
  cursor: Cursor;
  more: boolean;
}

/** Streams of what was projected. The rows are the truth and wakes only say when to look: nothing is missed or told twice. */
export class Live {
  readonly #db: Database;
  readonly #wakes: Wakes;
  readonly #now: () => number;

  constructor(db: Database, wakes: Wakes, now: () => number) {
    this.#db = db;
    this.#wakes = wakes;
    this.#now = now;
  }

  walletEvents(account: Id, lastEventId: string | null | undefined, signal: AbortSignal) {
    return this.#follow(accountChannel(account), lastEventId, signal, (cursor) =>
      this.#walletNews(account, cursor),
    );
  }

  counterEvents(vendor: Id, lastEventId: string | null | undefined, signal: AbortSignal) {
    const channel = vendorChannel(vendor);
    return this.#follow<CounterEvent>(channel, lastEventId, signal, async (from) => {
      const { events, cursor, more } = await this.#journalNews(from, channel);
      const messages = await this.#messages([channel], cursor);
      return { events: [...events, ...messages.events], cursor: messages.cursor, more };
    });
  }

  /** Tells the screens of a channel what the ledger does not know of. Call it after the transaction of what it tells. */
  async tell(channel: string, message: LiveMessage): Promise<void> {
    await insertMessage(this.#db, channel, message, this.#now());
    this.#wakes.wake([channel]);
  }

  /** Tells every wallet. */
  async tellWallets(message: LiveMessage): Promise<void> {
    await insertMessage(this.#db, walletsChannel, message, this.#now());
    this.#wakes.wakeAll();
  }

  officeEvents(lastEventId: string | null | undefined, signal: AbortSignal) {
    return this.#follow(officeChannel, lastEventId, signal, (cursor) => this.#journalNews(cursor, null));
  }

  /** Subscribe, then the backlog, then what comes. */
  async *#follow<Event>(
    channel: string,
    lastEventId: string | null | undefined,
    signal: AbortSignal,
    read: (cursor: Cursor) => Promise<News<Event>>,
  ): AsyncGenerator<TrackedEnvelope<Event>, void, undefined> {
    const listening = this.#wakes.listen(channel);
    try {
      let cursor = readCursor(lastEventId) ?? (await this.#present());
      while (!signal.aborted) {
        const news = await read(cursor);
        for (const { cursor: at, event } of news.events) {
          if (signal.aborted) return;
          yield tracked(cursorText(at), event);
        }
        cursor = news.cursor;
        if (!news.more) await listening.next(lookAgainMs, signal);
      }
    } finally {
      listening.stop();
    }
  }

  async #present(): Promise<Cursor> {
    const journal = await this.#db.selectFrom('checkpoint').select('sequence').executeTakeFirst();
    const refusals = await this.#db
      .selectFrom('refusal_notice')
      .select((select) => select.fn.max('notice_id').as('last'))
      .executeTakeFirst();
    const message = await lastMessage(this.#db);
    return { sequence: journal?.sequence ?? 0, refusal: refusals?.last ?? 0, message };
  }

  async #messages(
    channels: readonly string[],
    from: Cursor,
  ): Promise<{ events: { cursor: Cursor; event: MessageEvent }[]; cursor: Cursor }> {
    const rows = await messagesAfter(this.#db, channels, from.message, this.#now());
    const events = rows.map(({ id, at, message }) => ({
      cursor: { ...from, message: id },
      event: { message, at },
    }));
    return { events, cursor: events.at(-1)?.cursor ?? from };
  }

  async #journalNews(from: Cursor, channel: string | null): Promise<News<JournalEvent>> {
    const rows = await this.#db
      .selectFrom('journal')
      .select(['journal.sequence', 'type', 'order_id', 'at', 'result'])
      .$if(channel !== null, (query) =>
        query.innerJoin('notice', 'notice.sequence', 'journal.sequence').where('channel', '=', channel ?? ''),
      )
      .where('journal.sequence', '>', from.sequence)
      .orderBy('journal.sequence')
      .limit(rowsAtOnce)
      .execute();
    const events = rows.map(({ sequence, type, order_id: order, at, result }) => ({
      cursor: { ...from, sequence },
      event: { sequence, type, order, at, result: z.json().parse(JSON.parse(result)) },
    }));
    return { events, cursor: events.at(-1)?.cursor ?? from, more: rows.length === rowsAtOnce };
  }

  async #walletNews(account: Id, from: Cursor): Promise<News<WalletEvent>> {
    const rows = await this.#db
      .selectFrom('notice')
      .innerJoin('journal', 'journal.sequence', 'notice.sequence')
      .select(['notice.sequence', 'type', 'at'])
      .where('channel', '=', accountChannel(account))
      .where('notice.sequence', '>', from.sequence)
      .orderBy('notice.sequence')
      .limit(rowsAtOnce)
      .execute();
    const entries = await entriesAt(
      this.#db,
      account,
      rows.map(({ sequence }) => sequence),
    );
    let cursor = from;
    const events: News<WalletEvent>['events'] = [];
    for (const { sequence, type, at } of rows) {
      cursor = { ...cursor, sequence };
      const own = entries.filter((entry) => entry.sequence === sequence);
      const event: WalletEvent =
        own.length > 0
          ? { kind: 'entries', sequence, entries: own }
          : { kind: 'account', sequence, type, at };
      events.push({ cursor, event });
    }
    for (const { notice_id, code, short_by, ...told } of await this.#refusals(account, from)) {
      cursor = { ...cursor, refusal: notice_id };
      if (!isErrorCode(code)) continue;
      const { charge, vendor, amount, at } = told;
      events.push({
        cursor,
        event: { kind: 'refused', charge, vendor, code, amount, shortBy: short_by, at },
      });
    }
    const messages = await this.#messages([accountChannel(account), walletsChannel], cursor);
    for (const { cursor: at, event } of messages.events)
      events.push({ cursor: at, event: { kind: 'message', ...event } });
    return { events, cursor: messages.cursor, more: rows.length === rowsAtOnce };
  }

  #refusals(account: Id, from: Cursor) {
    return this.#db
      .selectFrom('refusal_notice')
      .select(['notice_id', 'charge', 'vendor', 'code', 'amount', 'short_by', 'at'])
      .where('account', '=', account)
      .where('notice_id', '>', from.refusal)
      .where('at', '>', this.#now() - refusalNewsMs)
      .orderBy('notice_id')
      .limit(rowsAtOnce)
      .execute();
  }
}
