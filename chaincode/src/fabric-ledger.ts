import type { ChaincodeStub } from 'fabric-shim';
import { getTogether, writeTogether } from './batches.ts';
import type { Ledger } from './ledger.ts';

/** The peer's stub as the core's Ledger. */
export function fabricLedger(stub: ChaincodeStub): Ledger {
  const { seconds, nanos } = stub.getTxTimestamp();
  return {
    name: stub.getChannelID(),
    transactionId: stub.getTxID(),
    time: Number(seconds) * 1_000 + Math.floor(nanos / 1_000_000),
    getAll: async (keys) => {
      const values =
        (await getTogether(stub, keys)) ?? (await Promise.all(keys.map((key) => stub.getState(key))));
      return values.map((value) => (value.length === 0 ? null : Buffer.from(value).toString('utf8')));
    },
    range: (prefix) => rangeOf(stub, prefix),
    write: async (changes) => {
      if (await writeTogether(stub, changes)) return;
      for (const { key, value } of changes) {
        if (value === null) await stub.deleteState(key);
        else await stub.putState(key, Buffer.from(value, 'utf8'));
      }
    },
    setEvent: (name, payload) => stub.setEvent(name, Buffer.from(payload, 'utf8')),
  };
}

async function* rangeOf(stub: ChaincodeStub, prefix: string): AsyncIterable<{ key: string; value: string }> {
  const [kind = '', ...parts] = prefix.slice(1, -1).split(prefix.charAt(0));
  const results = await stub.getStateByPartialCompositeKey(kind, parts);
  try {
    for (let next = await results.next(); !next.done; next = await results.next()) {
      yield { key: next.value.key, value: Buffer.from(next.value.value).toString('utf8') };
    }
  } finally {
    await results.close();
  }
}
