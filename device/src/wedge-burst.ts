import { scannedCharactersMax } from '@kumoh-pay/domain';

/**
 * Tells a scanner that types from a person that types. A scanner sends a digit every few milliseconds and Enter at the
 * end; nobody types eight digits at that pace. Until it is known which, digits are held back, so that half a code
 * never becomes an amount; a person's digits come a twentieth of a second late, which nobody sees.
 */

/** Between two digits of a scanner; slow Bluetooth ones take 30 ms. */
export const digitGapMaxMs = 50;
/** So many digits at that pace are a scanner's. The shortest barcode on a shop's shelf has eight. */
export const surelyBurstDigits = 8;
/** Once it is surely a scanner, a radio's pause is waited for. Beyond: the code was cut off, and is dropped. */
export const burstPauseMaxMs = 400;

export type BurstKey = { is: 'digit'; digit: string } | { is: 'enter' } | { is: 'other' };

/**
 * pass: not ours, let it go on. hold: keep it from the page. take: the burst has ended with this Enter; keep that from
 * the page too. `release` are held digits that a person typed: they go to the page first.
 */
export interface BurstVerdict {
  does: 'pass' | 'hold' | 'take';
  release: string;
  /** With take: the digits, at most scannedCharactersMax. */
  digits: string;
}

const verdict = (does: BurstVerdict['does'], release = '', digits = ''): BurstVerdict => ({
  does,
  release,
  digits,
});

/** Pure: it is told keys and times, and says what to do. Times in ms of one steady clock. */
export class Burst {
  #held = '';
  /** When the last digit came, by the clock of `key`. */
  #lastMs = 0;

  /** What to wait before asking `silence`, in ms; null when nothing is held. */
  get waitsMs(): number | null {
    if (this.#held === '') return null;
    return this.#sure ? burstPauseMaxMs : digitGapMaxMs;
  }

  key(key: BurstKey, atMs: number): BurstVerdict {
    const released = this.silence(atMs).release;
    if (key.is === 'digit') {
      // Beyond the limit it is still swallowed: the code is foreign already, and its rest is not to reach the page.
      if (this.#held.length < scannedCharactersMax) this.#held += key.digit;
      this.#lastMs = atMs;
      return verdict('hold', released);
    }
    // A scanner's other keys (a foreign code's letters) do not reach the page either; ours has digits only.
    if (this.#sure) return key.is === 'enter' ? verdict('take', '', this.#empty()) : verdict('hold');
    return verdict('pass', released + this.#empty());
  }

  /** After a pause: a person's digits come back as `release`; a code that broke off is dropped, and `cutOff` says so. */
  silence(atMs: number): { release: string; cutOff: boolean } {
    const waitsMs = this.waitsMs;
    if (waitsMs === null || atMs - this.#lastMs <= waitsMs) return { release: '', cutOff: false };
    const sure = this.#sure;
    const held = this.#empty();
    return { release: sure ? '' : held, cutOff: sure };
  }

  get #sure(): boolean {
    return this.#held.length >= surelyBurstDigits;
  }

  #empty(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }
}
