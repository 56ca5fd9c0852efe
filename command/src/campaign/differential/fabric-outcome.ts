import { createHash } from 'node:crypto';
import { openFabricSource } from '@kumoh-pay/audit';

/** What a ledger came to: verdicts and journal in order, and the digest of all that it holds. */
export interface LedgerOutcome {
  verdicts: string[];
  journal: string[];
  digest: string;
}

/** From a peer's blocks: the write sets of valid transactions, one after the other. */
export async function fabricOutcome(connectionFile: string): Promise<LedgerOutcome> {
  const source = await openFabricSource(connectionFile);
  const state = new Map<string, string>();
  const verdicts: string[] = [];
  const journal: string[] = [];
  try {
    for await (const block of source.blocks()) {
      if ('unreadable' in block) throw new Error(block.unreadable);
      for (const { transactionId, code, event, writes, elsewhere } of block.transactions) {
        if (elsewhere) continue;
        verdicts.push(`${transactionId} ${code}`);
        if (code !== 'VALID') continue;
        if (event) journal.push(`${event.name} ${event.payload}`);
        for (const { key, value } of writes) {
          if (value === null) state.delete(key);
          else state.set(key, value);
        }
      }
    }
  } finally {
    source.close();
  }
  return { verdicts, journal, digest: digestOf(state) };
}

/** As the embedded ledger's: `[key,value]` as JSON and a newline, in the order of keys' UTF-8 bytes. */
function digestOf(state: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  const keys = [...state.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const key of keys) hash.update(`${JSON.stringify([key, state.get(key)])}\n`);
  return hash.digest('hex');
}
