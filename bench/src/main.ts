import { doorCharges } from './door-charges.ts';
import { type Figure, printHead, printRows } from './figures.ts';
import { ledgerCharges } from './ledger-charges.ts';
import { limits } from './limits.ts';
import { officeSearches } from './office.ts';
import { scans } from './scans.ts';
import { walletNews } from './wallet-news.ts';
import { walletScreens } from './wallet-screen.ts';

/** Charges of each measurement: enough for a steady rate, few enough for a minute in all. */
const chargesEach = 4_000;
/** One scan takes seconds, with the photograph and the cashier's hands; fifty are a figure. */
const scansEach = 50;
/** Payments whose news a phone shows, one after the other. */
const paymentsToPhone = 200;

export interface BenchOptions {
  json: boolean;
  /** One of `parts` beside the limits; what a charge costs when absent. */
  only?: string | undefined;
  /** A folder for the door server's processor profile. */
  profile?: string | undefined;
}

/** What `./kumoh bench` measures when nothing is named; the rest fills a database or connects 500 phones first. */
const chargeParts: readonly string[] = ['ledger', 'door', 'scans'];

/** `./kumoh bench`: prints a table as it goes, or JSON. Not a timed test: the machine may be shared, so limits are measured beside it. */
export async function bench({ json, only, profile }: BenchOptions): Promise<number> {
  const parts: Record<string, () => Promise<Figure[]>> = {
    ledger: () => ledgerCharges(chargesEach),
    door: () => doorCharges(chargesEach, profile),
    scans: () => scans(scansEach),
    office: officeSearches,
    wallet: () => walletNews(paymentsToPhone),
    screens: walletScreens,
  };
  if (only !== undefined && !Object.hasOwn(parts, only)) {
    console.error(`--only takes one of: ${Object.keys(parts).join(', ')}`);
    return 1;
  }
  const all: Figure[] = [];
  const take = (figures: Figure[]): void => {
    all.push(...figures);
    // At once: what fails later takes no figure with it.
    if (!json) printRows(figures);
  };
  if (!json) printHead();
  take(await limits());
  const wanted = only === undefined ? chargeParts : [only];
  for (const [name, part] of Object.entries(parts)) if (wanted.includes(name)) take(await part());
  if (json) console.log(JSON.stringify(all, null, 2));
  return 0;
}
