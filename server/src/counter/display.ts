import { createHash, randomBytes } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import { amountSchema, type Id, minuteMs } from '@kumoh-pay/domain';
import { z } from 'zod';

/** What a customer's own screen shows: what the cashier's screen shows of the sale, and never more. */
export const displayStateSchema = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('wait') }),
  z.strictObject({ is: z.literal('show'), amount: amountSchema }),
  z.strictObject({ is: z.literal('request'), amount: amountSchema, digits: z.string().regex(/^\d{1,400}$/) }),
  z.strictObject({ is: z.literal('charging'), amount: amountSchema }),
  z.strictObject({ is: z.literal('paid'), amount: amountSchema, payer: z.string().max(60) }),
  z.strictObject({ is: z.literal('refused'), amount: amountSchema }),
  z.strictObject({ is: z.literal('unknown'), amount: amountSchema }),
]);
export type DisplayState = z.infer<typeof displayStateSchema>;

/** A working day; the link is renewed by whoever stands there. */
const linkLifetimeMs = 16 * 60 * minuteMs;
/** 128 bits: a link is guessed by nobody. */
const tokenBytes = 16;
/** Phones that follow one counter: one in front, one beside, and then some. */
const watchersMax = 8;

interface Link {
  terminal: Id;
  endsAt: number;
  state: DisplayState;
  changes: EventEmitter;
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * The customer displays of this server's terminals. In memory only: what they show is a moment old at most, and after a
 * restart the terminal links anew with the same token.
 */
class Displays {
  readonly #links = new Map<string, Link>();

  /** A token for a page that may watch this terminal's sale; earlier ones of it end. */
  link(terminal: Id, nowMs: number): string {
    this.unlink(terminal);
    const token = randomBytes(tokenBytes).toString('base64url');
    this.#open(terminal, token, nowMs);
    return token;
  }

  unlink(terminal: Id): void {
    for (const [digest, link] of this.#links) {
      if (link.terminal !== terminal) continue;
      this.#links.delete(digest);
      link.changes.emit('end');
    }
  }

  /** @param token as `link` gave it: after a restart of the server it holds again. */
  show(terminal: Id, token: string, state: DisplayState, nowMs: number): void {
    const present = this.#links.get(digestOf(token));
    if (present && present.terminal !== terminal) return;
    const link = present ?? this.#open(terminal, token, nowMs);
    link.state = state;
    link.endsAt = nowMs + linkLifetimeMs;
    link.changes.emit('state', state);
  }

  /** The present state and each that follows; null for a token that watches nothing. */
  watch(token: string, nowMs: number, signal: AbortSignal): AsyncGenerator<DisplayState> | null {
    const link = this.#links.get(digestOf(token));
    if (!link || link.endsAt < nowMs || link.changes.listenerCount('state') >= watchersMax) return null;
    return states(link, signal);
  }

  #open(terminal: Id, token: string, nowMs: number): Link {
    for (const [digest, { endsAt }] of this.#links) if (endsAt < nowMs) this.#links.delete(digest);
    const changes = new EventEmitter();
    const link: Link = { terminal, endsAt: nowMs + linkLifetimeMs, state: { is: 'wait' }, changes };
    this.#links.set(digestOf(token), link);
    return link;
  }
}

async function* states(link: Link, signal: AbortSignal): AsyncGenerator<DisplayState> {
  const changes = on(link.changes, 'state', { signal, close: ['end'] });
  yield link.state;
  try {
    for await (const [state] of changes) yield displayStateSchema.parse(state);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

export const displays = new Displays();
