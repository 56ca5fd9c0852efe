/** What a member may choose as the most that one code takes. In won. */
const choices = [10_000, 30_000, 50_000, 100_000];

/** None above what the ledger allows one charge to be; all of them while that is not known. */
export const capsFor = (chargeCap: number | null): number[] =>
  choices.filter((amount) => chargeCap === null || amount <= chargeCap);
