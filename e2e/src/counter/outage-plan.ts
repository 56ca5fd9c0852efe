import type { Person } from '../../../server/src/order/test-campus.ts';
import type { Lunch } from './lunch.ts';

/** What everybody pays at all three terminals, in won: within the cap of an offline code. */
export const price = 4_000;
/** Each has enough for two meals, and not for three. */
export const holds = 10_000;
/** Older than a code lives, younger than what is called a wrong clock. */
const staleMs = 120_000;

/**
 * What may be shown to a terminal that has lost the server. `first`: before others act on the same ledger, `then` after.
 * A group of several takes as many showings, at different terminals.
 */
const kinds = [
  'honest',
  'honest twice, newer first',
  'overspending at three',
  'the same code at two',
  'spent online meanwhile',
  'its code used online meanwhile',
  'its key replaced afterwards',
  'by the key of before',
  'an old code',
  'another’s certificate',
  'a code of kind 1',
  'forged',
] as const;
export type Kind = (typeof kinds)[number];

export interface Showing {
  kind: Kind;
  member: Person;
  /** Which of the three tablets. */
  at: number;
  code: () => string;
}

/** Of a hundred showings, how many groups of each; the rest are honest. */
const groupsInHundred: Record<Exclude<Kind, 'honest'>, number> = {
  'honest twice, newer first': 8,
  'overspending at three': 5,
  'the same code at two': 5,
  'spent online meanwhile': 4,
  'its code used online meanwhile': 3,
  'its key replaced afterwards': 3,
  'by the key of before': 3,
  'an old code': 4,
  'another’s certificate': 3,
  'a code of kind 1': 3,
  forged: 3,
};

/** So many showings, each member in one group, groups in an order that the seed gives. */
export function planOutage(lunch: Lunch, cases: number, random: () => number): Showing[] {
  const members = lunch.members.values();
  const nextMember = () => {
    const { value } = members.next();
    if (!value) throw new Error('the lunch has too few members');
    return value;
  };
  const groups = Object.entries(groupsInHundred).flatMap(([kind, count]) =>
    kinds
      .filter((one) => one === kind)
      .flatMap((one) => Array.from({ length: Math.max(1, Math.round((count * cases) / 100)) }, () => one)),
  );
  const plan: Showing[][] = groups.map((kind) => group(lunch, kind, nextMember, Math.floor(random() * 3)));
  for (let left = cases - plan.flat().length; left > 0; left--)
    plan.push(group(lunch, 'honest', nextMember, Math.floor(random() * 3)));
  return plan
    .map((showings) => ({ showings, place: random() }))
    .sort((a, b) => a.place - b.place)
    .flatMap(({ showings }) => showings);
}

function group(lunch: Lunch, kind: Kind, nextMember: () => Person, first: number): Showing[] {
  const member = nextMember();
  const show = (place: number, code: () => string): Showing => {
    return { kind, member, at: (first + place) % 3, code };
  };
  const fresh = () => lunch.offlineCode(member);
  switch (kind) {
    case 'honest twice, newer first': {
      // Both codes are made when the first is asked for, and shown the wrong way round.
      let codes: [older: string, newer: string] | null = null;
      const made = () => (codes ??= [fresh(), fresh()]);
      return [show(0, () => made()[1]), show(1, () => made()[0])];
    }
    case 'overspending at three':
      return [show(0, fresh), show(1, fresh), show(2, fresh)];
    case 'the same code at two': {
      let code = '';
      const same = () => (code ||= fresh());
      return [show(0, same), show(1, same)];
    }
    case 'an old code':
      return [show(0, () => lunch.offlineCode(member, { atMs: Date.now() - staleMs }))];
    case 'another’s certificate':
      return [show(0, () => lunch.offlineCode(member, { certified: nextMember() }))];
    case 'a code of kind 1':
      return [show(0, () => lunch.payCode(member))];
    case 'forged': {
      const forger = nextMember();
      return [show(0, () => lunch.offlineCode(member, { signer: forger }))];
    }
    default:
      return [show(0, fresh)];
  }
}

/** What an honest tablet refuses by itself, and a ledger from a dishonest one. */
export const refusedAtSight: Partial<Record<Kind, string>> = {
  'an old code': 'CODE_EXPIRED',
  'another’s certificate': 'BAD_SIGNATURE',
  'a code of kind 1': 'OFFLINE_NOT_ALLOWED',
  forged: 'BAD_SIGNATURE',
};
