import type { Step } from './drafts.ts';

/** The next smaller number that leaves this remainder, or the remainder itself. */
const near = (n: number, divisor: number, remainder: number): number => n - (n % divisor) + remainder;
/** Spoilt in the way of the order's own type, and in no other. */
const own = 75;

type Aim = (step: Step) => Partial<Step>;

/**
 * Steps that aim at what is rare when everything is drawn freely: the numbers are set so that the maker of the order takes
 * just this way. Whether the state allows it is another matter, so some come in pairs that make the way free.
 */
const aims: readonly Aim[] = [
  // The order itself
  (step) => ({ kind: step.b % 2 === 0 ? 'gather' : 'openAccount', flaw: 63, a: near(step.a, 2, 1) }),
  (step) => ({ kind: 'charge', flaw: 58, a: near(step.a, 2, 1), b: near(step.b, 3, 0) }),
  (step) => ({ kind: 'void', flaw: 0, a: near(step.a, 10, 2) }),
  (step) => ({ kind: 'gather', flaw: 67, a: near(step.a, 2, 0) }),
  (step) => ({ kind: 'createProgramme', flaw: 64, c: near(step.c, 3, 2) }),
  (step) => ({ kind: 'retireOfficer', flaw: 41, c: near(step.c, 5, 2) }),
  (step) => ({ kind: 'retireOfficer', flaw: 42, c: near(step.c, 5, 3) }),
  (step) => ({ kind: 'appointOfficer', flaw: 0, a: near(step.a, 5, (step.b % 2) * 4) }),
  (step) => ({ kind: 'openAccount', flaw: own, a: near(step.a, 2, 1), c: near(step.c, 2, 0) }),
  // Accounts and officers
  (step) => ({ kind: 'gather', flaw: 0, a: near(step.a, 29, 28) }),
  (step) => ({ kind: 'openAccount', flaw: 31, a: near(step.a, 2, 0) }),
  (step) => ({ kind: 'transfer', flaw: own, c: near(step.c, 4, 2) }),
  (step) => ({ kind: 'sweepAccount', flaw: 0, a: near(step.a, 5, step.b % 5) }),
  (step) => ({ kind: 'pay', flaw: 0, a: near(step.a, 18, 17) }),
  (step) => ({ kind: 'replaceKey', flaw: 0, b: near(step.b, 5, 2) }),
  (step) => ({ kind: 'replaceKey', flaw: 1, b: near(step.b, 5, 3) }),
  (step) => ({ kind: 'retireOfficer', flaw: 41, c: near(step.c, 5, step.a % 2) }),
  // Paying
  (step) => ({ kind: 'charge', flaw: own, b: near(step.b, 3, 0), c: near(step.c, 14, 1) }),
  (step) => ({ kind: 'charge', flaw: own, b: near(step.b, 3, 0), c: near(step.c, 14, 4) }),
  (step) => ({ kind: 'charge', flaw: own, b: near(step.b, 3, 0), c: near(step.c, 14, 5) }),
  (step) => ({ kind: 'charge', flaw: own, b: near(step.b, 3, 0), c: near(step.c, 14, 9) }),
  (step) => ({ kind: 'charge', flaw: own, b: near(step.b, 3, 0), c: near(step.c, 14, 12) }),
  (step) => ({ kind: 'charge', flaw: own, b: near(step.b, 3, 0), c: near(step.c, 14, 13) }),
  (step) => ({
    kind: 'charge',
    flaw: 0,
    a: near(step.a, 8, 0),
    b: near(step.b, 3, 0),
    c: near(step.c, 5_000, 2_500),
  }),
  (step) => ({ kind: 'charge', flaw: 0, b: near(step.b, 39, 12) }),
  (step) => ({ kind: 'transfer', flaw: own, c: near(step.c, 4, 1) }),
  (step) => ({ kind: 'transfer', flaw: 0, c: near(step.c, 4_000, 3_900) }),
  (step) => ({ kind: 'pay', flaw: own, c: near(step.c, 8, 1) }),
  (step) => ({ kind: 'pay', flaw: own, c: near(step.c, 8, 6) }),
  // Taken offline: above a cap, used before, of somebody who has little, and good ones for the sums
  (step) => ({ kind: 'charge', flaw: own, b: near(step.b, 3, 2), c: near(step.c, 18, 8 + (step.a % 4)) }),
  (step) => ({ kind: 'charge', flaw: own, b: near(step.b, 3, 2), c: near(step.c, 18, 12 + (step.a % 3)) }),
  (step) => ({ kind: 'charge', flaw: 0, a: near(step.a, 3, 0), b: near(step.b, 3, 2) }),
  (step) => ({ kind: 'presentCharge', flaw: 0, c: near(step.c, 9, 3 + (step.a % 6)) }),
  (step) => ({ kind: 'presentCharge', flaw: 0, c: near(step.c, 9, 3 + (step.b % 6)) }),
  (step) => ({ kind: 'presentCharge', flaw: 0, c: near(step.c, 9, 3 + ((step.a + step.b) % 6)) }),
  (step) => ({ kind: 'presentCharge', flaw: 0, c: near(step.c, 9, 8) }),
  (step) => ({ kind: 'presentCharge', flaw: 0, c: near(step.c, 9, 0) }),
  (step) => ({ kind: 'presentCharge', flaw: 1, c: near(step.c, 9, 0) }),
  (step) => ({ kind: 'presentCharge', flaw: 0, c: near(step.c, 9, 2) }),
  // Vendors, terminals, charges
  (step) => ({ kind: 'sealDay', flaw: own, c: near(step.c, 6, 5) }),
  (step) => ({ kind: 'sealDay', flaw: own, b: near(step.b, 4, 1), c: near(step.c, 6, step.a % 2) }),
  (step) => ({ kind: 'sealDay', flaw: own, b: near(step.b, 4, 2), c: near(step.c, 6, 0) }),
  (step) => ({ kind: 'sealDay', flaw: own, c: near(step.c, 6, 3) }),
  (step) => ({ kind: 'pairTerminal', flaw: 31, c: near(step.c, 9, step.a % 3) }),
  (step) => ({ kind: 'pairTerminal', flaw: 31, c: near(step.c, 9, 3) }),
  (step) => ({ kind: 'refund', flaw: own, c: near(step.c, 21, 6) }),
  (step) => ({ kind: 'refund', flaw: own, c: near(step.c, 21, 0) }),
  (step) => ({ kind: 'refund', flaw: 0, b: near(step.b, 4, 1), c: near(step.c, 21, 8) }),
  (step) => ({ kind: 'refund', flaw: 1, b: near(step.b, 4, 1), c: near(step.c, 21, 8) }),
  (step) => ({ kind: 'refund', flaw: 0, b: near(step.b, 4, 0), c: near(step.c, 21, 8) }),
  (step) => ({ kind: 'cancelPayout', flaw: 0, a: near(step.a, 31, 30) }),
  (step) => ({ kind: 'preparePayout', flaw: 0, a: near(step.a, 11, step.b % 10) }),
  // Programmes
  (step) => ({ kind: 'issue', flaw: own, b: near(step.b, 4, 3), c: near(step.c, 2, 1) }),
  (step) => ({ kind: 'createProgramme', flaw: 11, c: near(step.c, 3, 0) }),
  (step) => ({ kind: 'expire', flaw: 0, a: near(step.a, 4, 1) }),
];

/** Steps are drawn with `wants` from 0 to 99; above this many they aim. */
const freely = 99 - aims.length;

/** The step with the numbers that its aim sets; null for one that was drawn freely. */
export function aimed(step: Step): Step | null {
  const aim = aims[step.wants - freely - 1];
  return aim ? { ...step, ...aim(step) } : null;
}
