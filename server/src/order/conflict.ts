import type { Footprint } from './footprint.ts';

/** One of the two writes a key that the other reads: if both were in flight, one would fail validation. */
export const conflict = (a: Footprint, b: Footprint): boolean =>
  overlap(a.writes, b.reads) || overlap(a.reads, b.writes);

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const key of small) if (large.has(key)) return true;
  return false;
}
