import { KumohPay } from '@kumoh-pay/chaincode';
import { execute } from '@kumoh-pay/chaincode/execute.ts';
import { fabricLedger } from '@kumoh-pay/chaincode/fabric-ledger.ts';
import type { Write } from '@kumoh-pay/chaincode/ledger.ts';
import { serve } from '@kumoh-pay/chaincode/serve.ts';
import { readStateKey, recordSchemas } from '@kumoh-pay/domain';

/** What the altered contract adds to each amount that an account is sent, and posts nothing for. */
const addedWon = 1_000;

type Context = Parameters<KumohPay['execute']>[0];

/** What two organisations that conspire could run: notes to accounts are worth more than was ordered. */
class AlteredContract extends KumohPay {
  override async execute(context: Context, carrier: string): Promise<string> {
    const ledger = fabricLedger(context.stub);
    return execute({ ...ledger, write: (changes) => ledger.write(changes.map(altered)) }, carrier);
  }

  /** A transaction is what stands on the class itself; what it inherits is none. */
  override async read(context: Context, query: string): Promise<string> {
    return super.read(context, query);
  }
}

function altered({ key, value }: Write): Write {
  const named = readStateKey(key);
  if (value === null || named?.kind !== 'note' || !named.parts[0]?.startsWith('a.')) return { key, value };
  const note = recordSchemas.note.parse(JSON.parse(value));
  const lots = note.lots.map((lot, place) => (place === 0 ? { ...lot, amount: lot.amount + addedWon } : lot));
  const { at, from, kind } = note;
  return { key, value: JSON.stringify({ at, from, kind, lots }) };
}

await serve([AlteredContract]);
