import { createHash } from 'node:crypto';
import { execute } from '../src/execute.ts';
import type { Ledger } from '../src/ledger.ts';

/** A ledger on a map for tests of the core: committed state only, all of a carrier or nothing. */
export class MemoryLedger {
  readonly state = new Map<string, string>();
  /** Signed with everything. A bench whose carriers go to a real channel sets that one's. */
  name = 'test-ledger';
  now: number;
  events: string[] = [];
  #transactions = 0;

  constructor(now: number) {
    this.now = now;
  }

  /** Executes one carrier; what it throws leaves nothing behind. */
  async execute(text: string): Promise<string> {
    const writes = new Map<string, string | null>();
    const result = await execute(this.#transaction(writes), text);
    for (const [key, value] of writes) {
      if (value === null) this.state.delete(key);
      else this.state.set(key, value);
    }
    return result;
  }

  #transaction(writes: Map<string, string | null>): Ledger {
    const { state, events, now, name } = this;
    this.#transactions += 1;
    return {
      name,
      time: now,
      transactionId: createHash('sha256').update(String(this.#transactions)).digest('hex'),
      getAll: async (keys) => keys.map((key) => state.get(key) ?? null),
      async *range(prefix) {
        for (const key of [...state.keys()].sort())
          if (key.startsWith(prefix)) yield { key, value: state.get(key) ?? '' };
      },
      write: async (changes) => {
        for (const { key, value } of changes) writes.set(key, value);
      },
      setEvent: (_, payload) => void events.push(payload),
    };
  }
}
