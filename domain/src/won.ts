import { z } from 'zod';

/**
 * The most that any single amount may be: one billion won. A campus issues less in a year, and a million such
 * amounts still add up within the safe integers, so no sum anywhere can lose a won. Beyond it: BAD_ORDER.
 */
export const amountMax = 1_000_000_000;

/** Won, the only unit: a whole, safe number of KRW. This file is the only one that adds or subtracts them. */
export type Won = number & z.core.$brand<'Won'>;

const branded = <T extends z.ZodType<number>>(schema: T) => schema.brand<'Won'>();

/** An amount that somebody asks for: at least 1. */
export const amountSchema = branded(z.int().min(1).max(amountMax));
/** What is held or was counted: zero or more. */
export const balanceSchema = branded(z.int().min(0));
/** A movement that may go either way: lots in a refund's note to the vendor are negative. */
export const signedWonSchema = branded(z.int());

/** @throws when the number is no safe integer: a programming error, since outside data is parsed by the schemas. */
export const won = (value: number): Won => signedWonSchema.parse(value);

export const zeroWon: Won = won(0);
export const addWon = (a: Won, b: Won): Won => won(a + b);
/** May go below zero; whoever must not overdraw compares first. */
export const subtractWon = (a: Won, b: Won): Won => won(a - b);
export const negateWon = (a: Won): Won => won(a === 0 ? 0 : -a);
export const sumWon = (amounts: Iterable<Won>): Won => {
  let total = zeroWon;
  for (const amount of amounts) total = addWon(total, amount);
  return total;
};
export const smallerWon = (a: Won, b: Won): Won => (a < b ? a : b);

/** The basis points of a whole: a fee of 250 is 2.5 %. */
export const basisPointsWhole = 10_000;

/** ⌊takings × basis points / 10,000⌋, never below zero: the vendor's fee (ledger.md, countDay). Exact for every safe amount. */
export const feeOf = (takings: Won, basisPoints: number): Won =>
  takings <= 0 ? zeroWon : won(Number((BigInt(takings) * BigInt(basisPoints)) / BigInt(basisPointsWhole)));
