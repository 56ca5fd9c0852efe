import type { Footprint } from './footprint.ts';

/** What an order, or many of them together, read and write. */
export type Touched = Pick<Footprint, 'reads' | 'writes'>;

/** Keys of many orders: one look answers whether another order meets any of them. */
export class Keys implements Touched {
  readonly reads = new Set<string>();
  readonly writes = new Set<string>();

  add({ reads, writes }: Touched): void {
    for (const key of reads) this.reads.add(key);
    for (const key of writes) this.writes.add(key);
  }
}

/** One of the two writes a key that the other reads: if both were in flight, one would fail validation. */
export const conflict = (a: Touched, b: Touched): boolean =>
  overlap(a.writes, b.reads) || overlap(a.reads, b.writes);

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const key of small) if (large.has(key)) return true;
  return false;
}
