import { KumohPay } from '@kumoh-pay/chaincode';
import { serve } from '@kumoh-pay/chaincode/serve.ts';
import { readStateKey, recordSchemas } from '@kumoh-pay/domain';

/** What the altered contract adds to each amount that an account is sent, and posts nothing for. */
const addedWon = 1_000;

type Context = Parameters<KumohPay['execute']>[0];

/** What two organisations that conspire could run: notes to accounts are worth more than was ordered. */
class AlteredContract extends KumohPay {
  override async execute(context: Context, carrier: string): Promise<string> {
    const { stub } = context;
    const put = stub.putState.bind(stub);
    stub.putState = (key, value) => put(key, altered(key, value));
    return super.execute(context, carrier);
  }

  /** A transaction is what stands on the class itself; what it inherits is none. */
  override async read(context: Context, query: string): Promise<string> {
    return super.read(context, query);
  }
}

function altered(key: string, value: Uint8Array): Uint8Array {
  const named = readStateKey(key);
  if (named?.kind !== 'note' || !named.parts[0]?.startsWith('a.')) return value;
  const note = recordSchemas.note.parse(JSON.parse(Buffer.from(value).toString('utf8')));
  const lots = note.lots.map((lot, place) => (place === 0 ? { ...lot, amount: lot.amount + addedWon } : lot));
  const { at, from, kind } = note;
  return Buffer.from(JSON.stringify({ at, from, kind, lots }));
}

await serve([AlteredContract]);
