import { type Facts, No, refuseIf } from './facts.ts';
import { addTo, type ModelAccount, type ModelProgramme, type ModelState, sumOf } from './state.ts';

/** What an account would have in its purse after folding, and the notes that this takes. */
export interface Purse {
  lots: [string, number][];
  folded: string[];
}

export function fold(state: ModelState, facts: Facts, account: string, most = 64): Purse {
  const own = facts.hints.filter((hint) => hint.startsWith(`a.${account}/`));
  refuseIf(own.length > most, 'BAD_ORDER');
  const holder = state.accounts.get(account);
  const amounts = new Map(holder?.purse);
  const folded = own.filter((hint) => holder?.notes.has(hint));
  for (const hint of folded) addTo(amounts, holder?.notes.get(hint) ?? []);
  return { lots: inOrder(state, amounts), folded };
}

/** Earliest last day first, then the smaller programme id. */
function inOrder(state: ModelState, amounts: Iterable<[string, number]>): [string, number][] {
  const rank = ([programme]: [string, number]): string =>
    `${state.programmes.get(programme)?.lastDay} ${programme}`;
  return [...amounts].sort((left, right) => (rank(left) < rank(right) ? -1 : 1));
}

/** As much of `amount` as there is, from the front, of the lots that fit. */
export function take(
  lots: readonly [string, number][],
  amount: number,
  fits: (programme: string) => boolean,
): [string, number][] {
  const taken: [string, number][] = [];
  let missing = amount;
  for (const [programme, held] of lots) {
    const piece = fits(programme) ? Math.min(held, missing) : 0;
    if (piece > 0) taken.push([programme, piece]);
    missing -= piece;
  }
  return taken;
}

/** All of `amount`, or the refusal that says whether the balance would have done elsewhere. */
export function spend(
  state: ModelState,
  purse: Purse,
  amount: number,
  today: string,
  fits: (programme: ModelProgramme) => boolean,
  misfit: 'NOT_TAKEN_HERE' | 'NOT_TRANSFERABLE',
): [string, number][] {
  const running = (id: string): boolean => {
    const programme = state.programmes.get(id);
    return programme !== undefined && programme.firstDay <= today && today <= programme.lastDay;
  };
  const fitting = (id: string): boolean => {
    const programme = state.programmes.get(id);
    return running(id) && programme !== undefined && fits(programme);
  };
  const taken = take(purse.lots, amount, fitting);
  if (sumOf(taken) === amount) return taken;
  throw new No(
    sumOf(purse.lots.filter(([programme]) => running(programme))) >= amount ? misfit : 'INSUFFICIENT_FUNDS',
  );
}

/** Folds and takes for good. */
export function settlePurse(
  holder: ModelAccount,
  purse: Purse,
  taken: Iterable<readonly [string, number]>,
): void {
  const amounts = new Map(purse.lots);
  addTo(amounts, taken, -1);
  holder.purse = amounts;
  for (const note of purse.folded) holder.notes.delete(note);
}

export const asLots = (lots: readonly [string, number][]): { programme: string; amount: number }[] =>
  lots.map(([programme, amount]) => ({ programme, amount }));
