import type { Settlement } from '@kumoh-pay/domain';
import { fitsCommitment, type PayoutLine } from './bank-file.ts';
import { readRecord } from './records.ts';

/** What the ledger itself has of a line that the server gave; null when account or amount differ. */
export async function settlementBehind(line: PayoutLine): Promise<Settlement | null> {
  const settlement = await readRecord('settlement', line.vendor, String(line.day));
  if (!settlement) return null;
  const { payee, net } = settlement.record;
  const fits = payee === line.commitment && net === line.net && (await fitsCommitment(line));
  return fits ? settlement.record : null;
}
