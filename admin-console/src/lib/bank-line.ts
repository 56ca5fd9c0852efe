import { fitsCommitment, type PayoutLine } from './bank-file.ts';
import { readRecord } from './records.ts';

/** A line that the server gave, whose account and amount are those that the ledger itself has. */
export async function isOnLedger(line: PayoutLine): Promise<boolean> {
  const settlement = await readRecord('settlement', line.vendor, String(line.day));
  const { payee, net } = settlement?.record ?? { payee: null, net: null };
  return payee === line.commitment && net === line.net && (await fitsCommitment(line));
}
