import { doorCharges } from './door-charges.ts';
import { type Figure, printTable } from './figures.ts';
import { ledgerCharges } from './ledger-charges.ts';
import { limits } from './limits.ts';
import { officeSearches } from './office.ts';
import { scans } from './scans.ts';
import { walletNews } from './wallet-news.ts';

/** Charges of each measurement: enough for a steady rate, few enough for a minute in all. */
const chargesEach = 4_000;
/** One scan takes seconds, with the photograph and the cashier's hands; fifty are a figure. */
const scansEach = 50;
/** Payments whose news a phone shows, one after the other. */
const paymentsToPhone = 200;

export interface BenchOptions {
  json: boolean;
  /** One of `parts` beside the limits; all of them when absent. */
  only?: string | undefined;
  /** A folder for the door server's processor profile. */
  profile?: string | undefined;
}

/** `./kumoh bench`: prints a table, or JSON. Not a timed test: the machine may be shared, so limits are measured beside it. */
export async function bench({ json, only, profile }: BenchOptions): Promise<number> {
  const parts: Record<string, () => Promise<Figure[]>> = {
    ledger: () => ledgerCharges(chargesEach),
    door: () => doorCharges(chargesEach, profile),
    scans: () => scans(scansEach),
    office: officeSearches,
    wallet: () => walletNews(paymentsToPhone),
  };
  if (only !== undefined && !Object.hasOwn(parts, only)) {
    console.error(`--only takes one of: ${Object.keys(parts).join(', ')}`);
    return 1;
  }
  const figures = await limits();
  for (const [name, part] of Object.entries(parts))
    if (only === undefined || only === name) figures.push(...(await part()));
  if (json) console.log(JSON.stringify(figures, null, 2));
  else printTable(figures);
  return 0;
}
