import type { Movements } from './movements.ts';

/** Won of one programme, or of all, by where they are (ledger.md §1.4). */
export interface Figures {
  issued: bigint;
  purses: bigint;
  accountNotes: bigint;
  /** Notes in vendors' boxes that no settlement has counted. */
  vendorNotes: bigint;
  settled: bigint;
  revoked: bigint;
  expired: bigint;
}

const figureNames = ['purses', 'accountNotes', 'vendorNotes', 'settled', 'revoked', 'expired'] as const;
type FigureName = (typeof figureNames)[number];

export const noFigures = (): Figures => ({
  issued: 0n,
  purses: 0n,
  accountNotes: 0n,
  vendorNotes: 0n,
  settled: 0n,
  revoked: 0n,
  expired: 0n,
});

function figureOf(place: string): FigureName | null {
  if (place.startsWith('p.')) return 'purses';
  if (place.startsWith('a.')) return 'accountNotes';
  if (place.startsWith('v.')) return 'vendorNotes';
  return place === 'settled' || place === 'revoked' || place === 'expired' ? place : null;
}

/** Adds what was moved to the figures of its programmes. */
export function addToFigures(figures: Map<string, Figures>, moved: Movements): void {
  for (const { programme, place, amount } of moved.each()) {
    const own = figures.get(programme) ?? noFigures();
    figures.set(programme, own);
    if (place === 'programme') own.issued -= amount;
    const name = figureOf(place);
    if (name) own[name] += amount;
  }
}

/** The right side of issued = purses + account notes + vendor notes + settled + revoked + expired. */
export const accountedFor = (figures: Figures): bigint =>
  figureNames.reduce((sum, name) => sum + figures[name], 0n);

export function totalFigures(figures: Iterable<Figures>): Figures {
  const total = noFigures();
  for (const one of figures) {
    total.issued += one.issued;
    for (const name of figureNames) total[name] += one[name];
  }
  return total;
}
