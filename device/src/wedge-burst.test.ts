import fc from 'fast-check';
import { expect, test } from 'vitest';
import { burstKeyOf } from './wedge.ts';
import {
  Burst,
  type BurstEnd,
  burstPauseMaxMs,
  digitGapMaxMs,
  noHandGapMaxMs,
  surelyBurstDigits,
} from './wedge-burst.ts';

const codeLength = 220;
const newBurst = () => new Burst((digits) => digits.length === codeLength);
const steady =
  (gapMs: number) =>
  (_index: number): number =>
    gapMs;

/** A keypad behind the burst, as the page keeps one: what is released, and taken back again. */
class Keypad {
  readonly burst = newBurst();
  readonly codes: string[] = [];
  cutOffs = 0;
  enters = 0;
  nowMs = 1_000;
  #releases: string[] = [];

  get amount(): string {
    return this.#releases.join('');
  }

  /** @param gapMs how long after the key before, by index. A slow page asks `silence` late or early; neither matters. */
  type(digits: string, gapMs: (index: number) => number): void {
    [...digits].forEach((digit, index) => {
      this.pass(gapMs(index));
      this.#heard(this.burst.key({ is: 'digit', digit }, this.nowMs));
    });
  }
  enter(gapMs: number): void {
    this.pass(gapMs);
    const verdict = this.burst.key({ is: 'enter' }, this.nowMs);
    this.#heard(verdict);
    if (verdict.does === 'take') this.codes.push(verdict.digits);
    if (verdict.does === 'pass') this.enters += 1;
  }
  pass(ms: number): void {
    this.nowMs += ms;
    this.#heard(this.burst.silence(this.nowMs));
  }
  #heard({ release, takeBack, cutOff }: BurstEnd): void {
    if (release !== '') this.#releases.push(release);
    if (takeBack > 0) this.#releases = this.#releases.slice(0, -takeBack);
    if (cutOff) this.cutOffs += 1;
  }
}

/** What the page gets, and what the counter gets, from digits typed with these gaps, an Enter and then quiet. */
function type(
  digits: string,
  gapMs: (index: number) => number,
): { page: string; enter: boolean; code: string } {
  const keypad = new Keypad();
  keypad.type(digits, gapMs);
  keypad.enter(gapMs(digits.length));
  keypad.pass(10_000);
  return { page: keypad.amount, enter: keypad.enters > 0, code: keypad.codes.join() };
}
const digitsOf = (least: number, most: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most })
    .map((list) => list.join(''));
const gap = (least: number, most: number) => fc.infiniteStream(fc.integer({ min: least, max: most }));

test('a scanner’s burst reaches the counter whole, and not a digit of it the page', () => {
  fc.assert(
    fc.property(digitsOf(surelyBurstDigits, 500), gap(0, digitGapMaxMs), (digits, gaps) => {
      expect(type(digits, () => gaps.next().value)).toEqual({ page: '', enter: false, code: digits });
    }),
  );
});

test('what a person types reaches the page whole and in order, with its Enter', () => {
  fc.assert(
    fc.property(digitsOf(0, 40), gap(digitGapMaxMs + 1, 2_000), (digits, gaps) => {
      expect(type(digits, () => gaps.next().value)).toEqual({ page: digits, enter: true, code: '' });
    }),
  );
});

const pace = fc.infiniteStream(fc.integer({ min: 1, max: 20 }));
const stall = fc.record({
  at: fc.integer({ min: 0, max: codeLength }),
  ms: fc.integer({ min: 0, max: 900 }),
});

test('a code of 220 digits with a stall of 500 ms in the middle is read, and never changes the amount', () => {
  fc.assert(
    fc.property(digitsOf(codeLength, codeLength), pace, (digits, gaps) => {
      const gapMs = (index: number) => (index === 110 ? 500 : gaps.next().value);
      expect(type(digits, gapMs)).toEqual({ page: '', enter: false, code: digits });
    }),
  );
});

test('wherever a code stalls, it is read whole and the armed amount is as it was typed', () => {
  fc.assert(
    fc.property(digitsOf(codeLength, codeLength), pace, stall, (digits, gaps, { at, ms }) => {
      const keypad = new Keypad();
      keypad.type('12000', steady(80));
      keypad.enter(80);
      keypad.type(digits, (index) => (index > 0 && index === at ? ms : gaps.next().value));
      keypad.enter(at === codeLength ? ms : gaps.next().value);
      keypad.pass(10_000);
      expect([keypad.amount, keypad.enters, keypad.codes]).toEqual(['12000', 1, [digits]]);
    }),
    { numRuns: 500 },
  );
});

test('a stall of any length, longer than a code is waited for, leaves no digit after the first two and arms nothing', () => {
  fc.assert(
    fc.property(
      digitsOf(codeLength, codeLength),
      pace,
      fc.integer({ min: 3, max: codeLength }),
      fc.integer({ min: 0, max: 2_900 }),
      (digits, gaps, at, ms) => {
        const keypad = new Keypad();
        keypad.type(digits, (index) => (index === at ? ms : gaps.next().value));
        keypad.enter(at === codeLength ? ms : gaps.next().value);
        keypad.pass(10_000);
        expect([keypad.amount, keypad.enters]).toEqual(['', 0]);
      },
    ),
    { numRuns: 500 },
  );
});

test('a code that stalls for seconds after its first digits is read whole and takes them back', () => {
  fc.assert(
    fc.property(
      digitsOf(codeLength, codeLength),
      fc.integer({ min: 1, max: surelyBurstDigits - 1 }),
      fc.integer({ min: burstPauseMaxMs + 1, max: 9_000 }),
      fc.constantFrom(10, noHandGapMaxMs + 5, digitGapMaxMs),
      (digits, at, ms, paceMs) => {
        const keypad = new Keypad();
        keypad.type('12000', steady(120));
        keypad.pass(1_500);
        keypad.type(digits, (index) => (index === at ? ms : index === 0 ? 200 : paceMs));
        keypad.enter(paceMs);
        expect([keypad.amount, keypad.enters, keypad.codes]).toEqual(['12000', 0, [digits]]);
      },
    ),
  );
});

test('an amount typed seconds before something that is no code of ours stays', () => {
  const keypad = new Keypad();
  keypad.type('5000', steady(120));
  keypad.type('8801234567890', (index) => (index === 0 ? 2_000 : 10));
  keypad.enter(10);
  expect([keypad.amount, keypad.codes]).toEqual(['5000', ['8801234567890']]);
});

test('a person typing 1 2 0 0 0 at 80 ms or slower has typed 12000', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.integer({ min: 80, max: 1_500 })), (gaps) => {
      expect(type('12000', () => gaps.next().value)).toEqual({ page: '12000', enter: true, code: '' });
    }),
  );
});

test('two fingers that roll over two keys are a person’s', () => {
  const rolled = type('12000', (index) => (index === 1 ? 15 : 90));
  expect(rolled).toEqual({ page: '12000', enter: true, code: '' });
});

test('what no hand types and no code ends is dropped, with its Enter, and told', () => {
  for (const digits of ['12', '123', '1234567']) {
    const keypad = new Keypad();
    keypad.type(digits, steady(noHandGapMaxMs));
    keypad.enter(noHandGapMaxMs);
    expect([keypad.amount, keypad.enters, keypad.codes, keypad.cutOffs]).toEqual(['', 0, [], 1]);
  }
});

test('an amount typed just before a code, and not armed, stays: the code alone is whole', () => {
  const keypad = new Keypad();
  keypad.type('5000', steady(120));
  keypad.type('7'.repeat(codeLength), (index) => (index === 0 ? 200 : 5));
  keypad.enter(5);
  expect([keypad.amount, keypad.codes.join().length]).toEqual(['5000', codeLength]);
});

test('a radio’s pause in the middle of a code is waited for', () => {
  const result = type('1234567890123456', (index) => (index === 12 ? burstPauseMaxMs : 10));
  expect(result).toEqual({ page: '', enter: false, code: '1234567890123456' });
});

test('a code that breaks off is dropped, told, and does not become an amount', () => {
  const burst = newBurst();
  for (let i = 0; i < 30; i++) burst.key({ is: 'digit', digit: '7' }, i * 5);
  expect(burst.silence(30 * 5 + burstPauseMaxMs)).toEqual({ release: '', takeBack: 0, cutOff: true });
  expect(burst.key({ is: 'enter' }, 10_000).does).toBe('pass');
});

test('another key after quick digits lets them go first, so that Backspace takes the last one', () => {
  const burst = newBurst();
  burst.key({ is: 'digit', digit: '4' }, 0);
  burst.key({ is: 'digit', digit: '2' }, 40);
  expect(burst.key({ is: 'other' }, 60)).toMatchObject({ does: 'pass', release: '42', digits: '' });
});

test('letters inside a scanner’s burst do not reach the page either', () => {
  const burst = newBurst();
  for (let i = 0; i < surelyBurstDigits; i++) burst.key({ is: 'digit', digit: '7' }, i * 5);
  expect(burst.key({ is: 'other' }, 50)).toMatchObject({ does: 'hold', release: '', digits: '' });
  expect(burst.key({ is: 'enter' }, 55)).toMatchObject({ does: 'take', release: '', digits: '77777777' });
});

test('a burst without end is cut at the limit and still kept from the page', () => {
  expect(type('1'.repeat(9_000), () => 1)).toEqual({ page: '', enter: false, code: '1'.repeat(4_000) });
});

const keyOf = (event: Partial<KeyboardEvent>) =>
  burstKeyOf({
    code: '',
    key: '',
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    repeat: false,
    ...event,
  });

test('digits are known by their place in Hangul mode, and by their sign where there is no place', () => {
  expect(keyOf({ code: 'Digit7', key: 'Process' })).toEqual({ is: 'digit', digit: '7' });
  expect(keyOf({ code: 'Numpad3', key: '3' })).toEqual({ is: 'digit', digit: '3' });
  expect(keyOf({ code: '', key: '9' })).toEqual({ is: 'digit', digit: '9' });
  expect(keyOf({ code: 'KeyQ', key: 'ㅂ' })).toEqual({ is: 'other' });
  expect(keyOf({ code: 'NumpadEnter', key: 'Enter' })).toEqual({ is: 'enter' });
});

test('shortcuts, signs and a key held down are a person’s', () => {
  expect(keyOf({ code: 'Digit1', key: '!', shiftKey: true })).toEqual({ is: 'other' });
  expect(keyOf({ code: 'Digit1', key: '1', ctrlKey: true })).toEqual({ is: 'other' });
  expect(keyOf({ code: 'Digit0', key: '0', repeat: true })).toEqual({ is: 'other' });
});
