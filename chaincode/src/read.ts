import { canonicalJson, readQuerySchema, stateKey } from '@kumoh-pay/domain';
import type { Ledger } from './ledger.ts';

/** The values of records as they stand on the ledger, null where there is none; part of no order. @throws for a malformed query. */
export async function read(ledger: Ledger, text: string): Promise<string> {
  const { records } = readQuerySchema.parse(JSON.parse(text));
  const values = await ledger.getAll(records.map(([kind, ...parts]) => stateKey(kind, ...parts)));
  return canonicalJson({ values });
}
