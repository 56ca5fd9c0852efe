import { secondMs } from '@kumoh-pay/domain';
import { z } from 'zod';

/**
 * The server's clock as this device last knew it: pay codes and orders carry its time, whatever the phone's own clock
 * says. The difference is kept, so that it is known with no network and after a reload.
 */

/** A door may say the time in milliseconds in this header; `Date`, which every server sends, has whole seconds only. */
export const serverTimeHeader = 'kumoh-pay-time';
const keptAs = 'kumoh-pay.clock';
/** An answer that took longer than this says too little about the time at which it was written. */
const roundTripMaxMs = 10 * secondMs;

const knownSchema = z.object({ offsetMs: z.int(), heardAtMs: z.int() });
/** @property heardAtMs by this device's clock. */
export type KnownClock = z.infer<typeof knownSchema>;

export interface HeardTime {
  /** The server's time in the answer, Unix ms. */
  serverMs: number;
  /** How exact it is: 1 for the header of ours, 1,000 for `Date`. */
  resolutionMs: number;
  /** This device's clock when the call began and when the answer came. */
  sentAtMs: number;
  receivedAtMs: number;
}

/** The offset after an answer: the old one stays while the answer does not contradict it, so that it does not jitter. */
export function offsetAfter(known: KnownClock | null, heard: HeardTime): KnownClock | null {
  const roundTripMs = heard.receivedAtMs - heard.sentAtMs;
  if (roundTripMs < 0 || roundTripMs > roundTripMaxMs) return known;
  // The answer was written between sending and receiving, at a moment within the resolution.
  const leastMs = heard.serverMs - heard.receivedAtMs;
  const mostMs = heard.serverMs + heard.resolutionMs - heard.sentAtMs;
  const fits = known !== null && known.offsetMs >= leastMs && known.offsetMs <= mostMs;
  const offsetMs = fits ? known.offsetMs : Math.round((leastMs + mostMs) / 2);
  return { offsetMs, heardAtMs: heard.receivedAtMs };
}

/** What an answer's headers say about the time, or null. */
export function readTimeHeaders(headers: Headers): { serverMs: number; resolutionMs: number } | null {
  const own = headers.get(serverTimeHeader);
  if (own !== null && /^[0-9]{13}$/.test(own)) return { serverMs: Number(own), resolutionMs: 1 };
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? null : { serverMs: date, resolutionMs: secondMs };
}

export class ServerClock {
  #known: KnownClock | null = readKept();

  /** Unix ms by the server's clock; by the device's own while no server was ever heard. */
  nowMs(): number {
    return Date.now() + (this.#known?.offsetMs ?? 0);
  }

  /** Null while no server was ever heard. */
  get known(): KnownClock | null {
    return this.#known;
  }

  hear(headers: Headers, sentAtMs: number, receivedAtMs: number): void {
    const time = readTimeHeaders(headers);
    if (!time) return;
    const known = offsetAfter(this.#known, { ...time, sentAtMs, receivedAtMs });
    if (known === null || known === this.#known) return;
    this.#known = known;
    try {
      localStorage.setItem(keptAs, JSON.stringify(known));
    } catch {
      // A full or closed storage: the offset lives as long as the page.
    }
  }
}

function readKept(): KnownClock | null {
  try {
    return knownSchema.parse(JSON.parse(localStorage.getItem(keptAs) ?? 'null'));
  } catch {
    return null;
  }
}
