import { scannedCharactersMax } from '@kumoh-pay/domain';

/**
 * Tells a scanner that types from a person that types. A scanner sends a digit every few milliseconds and Enter at the
 * end; nobody types eight digits at that pace. Until it is known which, digits are held back, so that half a code
 * never becomes an amount; a person's digits come a twentieth of a second late, which nobody sees. What was taken for
 * a person's and turns out to be a code's first digits is taken back.
 */

/** Between two digits of a scanner; slow Bluetooth ones take 30 ms. */
export const digitGapMaxMs = 50;
/** So many digits at that pace are a scanner's. The shortest barcode on a shop's shelf has eight. */
export const surelyBurstDigits = 8;
/** No hand makes three keys in a row with gaps like this: two fingers may roll over two keys, no more. */
export const noHandGapMaxMs = 25;
const noHandKeys = 3;
/** Once it is surely a scanner, a pause of radio or tablet is waited for. Beyond: the code was cut off, and is dropped. */
export const burstPauseMaxMs = 1_000;
/** For so long after a cut-off code its rest may still come: two keys at a scanner's pace are enough then. */
const afterBreakMs = 3_000;
/** A radio that was lost comes back within this; so long the first digits of a code may wait for their rest. */
const headsLastMs = 10_000;
/** Runs before a burst that may be its beginning; a code with more stalls than this is scanned again. */
export const headsMax = 16;

export type BurstKey = { is: 'digit'; digit: string } | { is: 'enter' } | { is: 'other' };

/** What a pause has ended. */
export interface BurstEnd {
  /** Held digits that a person typed: they go to the page first. */
  release: string;
  /** So many of the latest releases were a code's: the page is to be as it was before them. */
  takeBack: number;
  /** A scanner's digits were dropped: "please scan again". */
  cutOff: boolean;
}
/** pass: not ours, let it go on. hold: keep it from the page. take: the burst has ended with this Enter; keep that too. */
export interface BurstVerdict extends BurstEnd {
  does: 'pass' | 'hold' | 'take';
  /** With take: the digits, about scannedCharactersMax at most. */
  digits: string;
}
interface Head {
  digits: string;
  released: boolean;
  endMs: number;
}
const nothing: BurstEnd = { release: '', takeBack: 0, cutOff: false };

/** Pure: it is told keys and times, and says what to do. Times in ms of one steady clock: when a key was pressed. */
export class Burst {
  #held = '';
  /** When the last digit came, by the clock of `key`. */
  #lastMs = 0;
  #longestGapMs = 0;
  /** Runs that have just ended: a stall may have parted them from their code. */
  #heads: Head[] = [];
  /** The run just before what is held has ended so shortly before it that they belong together, whatever they are. */
  #isRightAfterHead = false;
  #brokenMs = Number.NEGATIVE_INFINITY;
  readonly #isWhole: (digits: string) => boolean;

  /** @param isWhole whether these digits are a complete code of ours. */
  constructor(isWhole: (digits: string) => boolean) {
    this.#isWhole = isWhole;
  }

  /** What to wait before asking `silence`, in ms; null when nothing is held. */
  get waitsMs(): number | null {
    if (this.#held === '') return null;
    return this.#sure ? burstPauseMaxMs : digitGapMaxMs;
  }

  key(key: BurstKey, atMs: number): BurstVerdict {
    const end = this.silence(atMs);
    if (key.is === 'digit') {
      this.#hold(key.digit, atMs);
      return { does: 'hold', digits: '', ...end };
    }
    // A scanner's other keys (a foreign code's letters) do not reach the page either; ours has digits only.
    if (this.#sure && key.is === 'other') return { does: 'hold', digits: '', ...end };
    if (this.#sure) return { does: 'take', ...this.#whole() };
    if (this.#isScanners(atMs, key.is)) {
      // Its Enter has come: nothing more of it follows.
      this.#brokenMs = key.is === 'enter' ? Number.NEGATIVE_INFINITY : atMs;
      this.#drop();
      return { does: 'hold', digits: '', ...end, cutOff: true };
    }
    const release = end.release + this.#empty();
    this.#heads = [];
    return { does: 'pass', digits: '', ...end, release };
  }

  /** A tap on the screen: what was typed before it is no beginning of a code. */
  touched(): void {
    this.#heads = [];
  }

  /** After a pause: a person's digits come back as `release`; a code that broke off is dropped, and `cutOff` says so. */
  silence(atMs: number): BurstEnd {
    const waitsMs = this.waitsMs;
    if (waitsMs === null || atMs - this.#lastMs <= waitsMs) return nothing;
    if (this.#sure) {
      this.#brokenMs = this.#lastMs;
      return { release: '', takeBack: this.#whole().takeBack, cutOff: true };
    }
    if (this.#isScanners(null, null)) {
      this.#drop();
      return { ...nothing, cutOff: true };
    }
    const release = this.#empty();
    this.#head(release, true);
    return { ...nothing, release };
  }

  get #sure(): boolean {
    return this.#held.length >= surelyBurstDigits;
  }

  #hold(digit: string, atMs: number): void {
    if (this.#held === '') {
      this.#longestGapMs = 0;
      const last = this.#heads.at(-1);
      if (last && atMs - last.endMs > headsLastMs) this.#heads = [];
      this.#isRightAfterHead = last !== undefined && atMs - last.endMs <= burstPauseMaxMs;
    } else this.#longestGapMs = Math.max(this.#longestGapMs, atMs - this.#lastMs);
    // Beyond the limit it is still swallowed: the code is foreign already, and its rest is not to reach the page.
    if (this.#held.length < scannedCharactersMax) this.#held += digit;
    this.#lastMs = atMs;
  }

  /** Whether what is held is no person's. @param nextMs when which other key ended it; null: a pause did. */
  #isScanners(nextMs: number | null, next: 'enter' | 'other' | null): boolean {
    const isAfterBreak = (nextMs ?? this.#lastMs) - this.#brokenMs <= afterBreakMs;
    // The Enter of a code that a pause has cut off.
    if (this.#held === '') return isAfterBreak && next === 'enter';
    const keys = this.#held.length + (nextMs === null ? 0 : 1);
    if (isAfterBreak && keys >= 2) return true;
    const gapMs = nextMs === null ? 0 : nextMs - this.#lastMs;
    return keys >= noHandKeys && Math.max(gapMs, this.#longestGapMs) <= noHandGapMaxMs;
  }

  /** The code, with the beginning that a stall has parted from it; `takeBack` says how much of that had been released. */
  #whole(): { digits: string; release: string; takeBack: number; cutOff: boolean } {
    const held = this.#empty();
    const heads = this.#heads;
    this.#heads = [];
    // Nothing makes it one of ours: the run just before it goes with it all the same.
    let [digits, used] = [held, this.#isRightAfterHead ? 1 : 0];
    for (let count = 0; count <= heads.length; count++) {
      const tried = headDigits(heads, count) + held;
      if (!this.#isWhole(tried)) continue;
      [digits, used] = [tried, count];
      break;
    }
    const takeBack = heads.slice(heads.length - used).filter(({ released }) => released).length;
    return { ...nothing, digits, takeBack };
  }

  #drop(): void {
    const dropped = this.#empty();
    if (dropped !== '') this.#head(dropped, false);
  }

  #head(digits: string, released: boolean): void {
    this.#heads = [...this.#heads, { digits, released, endMs: this.#lastMs }].slice(-headsMax);
  }

  #empty(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }
}

const headDigits = (heads: readonly Head[], count: number): string =>
  heads
    .slice(heads.length - count)
    .map(({ digits }) => digits)
    .join('');
