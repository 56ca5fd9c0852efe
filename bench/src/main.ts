import { doorCharges } from './door-charges.ts';
import { type Figure, printTable } from './figures.ts';
import { ledgerCharges } from './ledger-charges.ts';
import { limits } from './limits.ts';
import { scans } from './scans.ts';

/** Charges of each measurement: enough for a steady rate, few enough for a minute in all. */
const chargesEach = 4_000;
/** One scan takes seconds, with the photograph and the cashier's hands; fifty are a figure. */
const scansEach = 50;

/** `./kumoh bench`: prints a table, or JSON. Not a timed test: the machine may be shared, so limits are measured beside it. */
export async function bench({ json }: { json: boolean }): Promise<number> {
  const figures: Figure[] = [
    ...(await limits()),
    ...(await ledgerCharges(chargesEach)),
    ...(await doorCharges(chargesEach)),
    ...(await scans(scansEach)),
  ];
  if (json) console.log(JSON.stringify(figures, null, 2));
  else printTable(figures);
  return 0;
}
