import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journalSchema, recordSchemas, stateKey } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { handOf } from '../../chaincode/test/model/keys.ts';
import { auditLedger } from '../src/audit.ts';
import { openEmbeddedSource } from '../src/embedded-source.ts';
import type { Finding, FindingKind } from '../src/finding.ts';
import { runAudit } from '../src/main.ts';
import { ids, Story } from './story.ts';
import { editJson, type ForgedTransaction, Forgery, transactionOf } from './tampering.ts';

let story: Story;
let original: string;
beforeAll(async () => {
  story = await Story.tell();
  await story.ledger.close();
  original = story.ledger.folder;
});
afterAll(() => story.ledger.remove());

const key = (...[kind, ...parts]: Parameters<typeof stateKey>): Buffer =>
  Buffer.from(stateKey(kind, ...parts));
const carrier = z.object({
  orders: z.array(
    z.looseObject({
      order: z.looseObject({ body: z.looseObject({}) }),
      signatures: z.array(z.looseObject({ signature: z.string() })),
    }),
  ),
});
const results = z.object({ results: z.array(z.looseObject({ repeat: z.boolean().optional() })) });

/** Changes a write of the transaction, whose key begins with the record's. */
function editWrite<Kind extends 'purse' | 'note' | 'supply' | 'account' | 'settlement' | 'terminal'>(
  transaction: ForgedTransaction,
  kind: Kind,
  start: string,
  edit: (record: z.infer<(typeof recordSchemas)[Kind]>) => unknown,
): void {
  const write = transaction.writes.find((one) => one.key.startsWith(start) && one.value !== null);
  if (!write) throw new Error(`no write of ${kind}`);
  write.value = editJson(write.value, recordSchemas[kind], edit as never);
}
const editJournal = (
  transaction: ForgedTransaction,
  edit: (journal: z.infer<typeof journalSchema>) => unknown,
): void => {
  if (transaction.event) transaction.event.payload = editJson(transaction.event.payload, journalSchema, edit);
};
const raised = <Lots extends { amount: number }[]>(lots: Lots, by: number) =>
  lots.map((lot, i) => (i === 0 ? { ...lot, amount: lot.amount + by } : lot));

interface Tampering {
  what: string;
  do(forgery: Forgery): void;
  found: FindingKind;
  /** What the finding's place must name. */
  place: (finding: Finding['place'], forgery: Forgery) => boolean;
}

const inBlockOf =
  (type: string): Tampering['place'] =>
  (place, forgery) =>
    place.block === transactionOf(forgery.blocks(), type).block.number;
const inTransactionOf =
  (type: string): Tampering['place'] =>
  (place, forgery) =>
    place.transaction === transactionOf(forgery.blocks(), type).transaction.transactionId;
const inOrderOf =
  (type: string): Tampering['place'] =>
  (place, forgery) =>
    inTransactionOf(type)(place, forgery) && place.order?.startsWith(type) === true;
const atKey =
  (name: string): Tampering['place'] =>
  (place) =>
    place.key === name;

/** Edits the transaction of an order and has every hash, the state and the tip worked out anew. */
const thorough = (type: string, edit: (transaction: ForgedTransaction) => void) => (forgery: Forgery) => {
  const blocks = forgery.blocks();
  edit(transactionOf(blocks, type).transaction);
  forgery.rewrite(blocks);
};

const tamperings: Tampering[] = [
  {
    what: 'one byte of a block',
    do: ({ database }) =>
      database.exec(
        `UPDATE block SET json = replace(json, '"function":"execute"', '"function":"exeCute"') WHERE number = 3`,
      ),
    found: 'block-hash',
    place: (place) => place.block === 3,
  },
  {
    what: 'a blank in a block, which means the same',
    do: ({ database }) =>
      database.exec(`UPDATE block SET json = replace(json, '"number":', '"number": ') WHERE number = 4`),
    found: 'block-hash',
    place: (place) => place.block === 4,
  },
  {
    what: 'a block cut short',
    do: ({ database }) => database.exec('UPDATE block SET json = substr(json, 1, 500) WHERE number = 5'),
    found: 'block-unreadable',
    place: (place) => place.block === 5,
  },
  {
    what: 'a removed block',
    do: ({ database }) => database.exec('DELETE FROM block WHERE number = 6'),
    found: 'block-missing',
    place: (place) => place.block === 7,
  },
  {
    what: 'the last blocks cut off',
    do: ({ database }) =>
      database.exec('DELETE FROM block WHERE number > (SELECT max(number) - 3 FROM block)'),
    found: 'tip-differs',
    place: () => true,
  },
  {
    what: 'the file that says how long the ledger was',
    do: ({ folder }) => writeFileSync(join(folder, 'tip.json'), `{"height":99,"hash":"${'a'.repeat(64)}"}`),
    found: 'tip-differs',
    place: () => true,
  },
  {
    what: 'a purse raised in the state table',
    do: ({ database }) => {
      const name = key('purse', ids.soo);
      const { value } = z
        .object({ value: z.string() })
        .parse(database.prepare('SELECT value FROM state WHERE key = ?').get(name));
      const richer = editJson(value, recordSchemas.purse, (purse) => ({
        ...purse,
        lots: raised(purse.lots, 1_000),
      }));
      database.prepare('UPDATE state SET value = ? WHERE key = ?').run(richer, name);
    },
    found: 'state-differs',
    place: atKey(`purse/${ids.soo}`),
  },
  {
    what: 'a row of the state table removed',
    do: ({ database }) =>
      database.prepare('DELETE FROM state WHERE key = ?').run(key('terminal', ids.terminal)),
    found: 'state-differs',
    place: atKey(`terminal/${ids.terminal}`),
  },
  {
    what: 'a note added to the state table',
    do: ({ database }) => {
      const note = {
        lots: [{ programme: ids.programme, amount: 9_000 }],
        from: 'programme',
        kind: 'issue',
        at: 1,
      };
      database
        .prepare('INSERT INTO state VALUES (?, ?, 2, 0, NULL)')
        .run(key('note', `a.${ids.soo}`, 'i.forged'), JSON.stringify(note));
    },
    found: 'state-differs',
    place: atKey(`note/a.${ids.soo}/i.forged`),
  },
  {
    what: 'a verdict in the transaction index',
    do: ({ database }) => database.exec(`UPDATE transaction_index SET code = 'VALID' WHERE code <> 'VALID'`),
    found: 'state-differs',
    place: (place) => place.transaction !== undefined,
  },
  {
    what: 'a write without a posting: a purse raised in a charge',
    do: thorough('charge', (transaction) =>
      editWrite(transaction, 'purse', stateKey('purse', ids.soo), (purse) => ({
        ...purse,
        lots: raised(purse.lots, 1_000),
      })),
    ),
    found: 'moved-otherwise-than-posted',
    place: (place, forgery) => inTransactionOf('charge')(place, forgery) && place.key === `purse/${ids.soo}`,
  },
  {
    what: 'a note that is worth more than was charged',
    do: thorough('charge', (transaction) =>
      editWrite(transaction, 'note', `${stateKey('note').slice(0, 6)}v.`, (note) => ({
        ...note,
        lots: raised(note.lots, 500),
      })),
    ),
    found: 'moved-otherwise-than-posted',
    place: inTransactionOf('charge'),
  },
  {
    what: 'a note left out',
    do: thorough('transfer', (transaction) => {
      transaction.writes = transaction.writes.filter(
        (one) => !one.key.startsWith(stateKey('note', `a.${ids.min}`)),
      );
    }),
    found: 'moved-otherwise-than-posted',
    place: inTransactionOf('transfer'),
  },
  {
    what: 'more issued in the supply than was given',
    do: thorough('issue', (transaction) =>
      editWrite(transaction, 'supply', stateKey('supply'), (supply) => ({
        ...supply,
        issued: supply.issued + 10_000,
      })),
    ),
    found: 'not-conserved',
    place: inBlockOf('issue'),
  },
  {
    what: 'a dropped event',
    do: thorough('refund', (transaction) => {
      transaction.event = null;
    }),
    found: 'journal-differs',
    place: (place) => place.order?.startsWith('refund') === true,
  },
  {
    what: 'a doubled posting',
    do: thorough('transfer', (transaction) =>
      editJournal(transaction, (journal) =>
        journal.map((entry) => ({ ...entry, postings: [...entry.postings, ...entry.postings] })),
      ),
    ),
    found: 'moved-otherwise-than-posted',
    place: inTransactionOf('transfer'),
  },
  {
    what: 'a journal entry of no order',
    do: thorough('transfer', (transaction) =>
      editJournal(transaction, (journal) => [...journal, ...journal]),
    ),
    found: 'journal-differs',
    place: inOrderOf('transfer'),
  },
  {
    what: 'a digest that is another order’s',
    do: thorough('transfer', (transaction) =>
      editJournal(transaction, (journal) => journal.map((entry) => ({ ...entry, digest: 'a'.repeat(64) }))),
    ),
    found: 'journal-differs',
    place: inOrderOf('transfer'),
  },
  {
    what: 'a result that was not answered so',
    do: thorough('transfer', (transaction) => {
      transaction.result = transaction.result.replace('"amount":5000', '"amount":4000');
    }),
    found: 'journal-differs',
    place: inOrderOf('transfer'),
  },
  {
    what: 'a changed amount with journal, writes and hashes made to fit',
    do: thorough('transfer', (transaction) => {
      const more = (text: string): string => text.replaceAll('"amount":5000', '"amount":6000');
      transaction.result = more(transaction.result);
      if (transaction.event) transaction.event.payload = more(transaction.event.payload);
      for (const write of transaction.writes) write.value = write.value && more(write.value);
      editWrite(transaction, 'purse', stateKey('purse'), (purse) => ({
        ...purse,
        lots: raised(purse.lots, -1_000),
      }));
    }),
    found: 'posted-otherwise-than-ordered',
    place: inOrderOf('transfer'),
  },
  {
    what: 'an amount changed in the order too',
    do: thorough('transfer', (transaction) => {
      transaction.args = transaction.args.map((text) => text.replaceAll('"amount":5000', '"amount":6000'));
    }),
    found: 'signature',
    place: inOrderOf('transfer'),
  },
  {
    what: 'a signature',
    do: thorough('transfer', (transaction) => {
      transaction.args = transaction.args.map((text) =>
        editJson(text, carrier, ({ orders }) => ({
          orders: orders.map((one) => ({
            ...one,
            signatures: one.signatures.map((signed) => ({
              ...signed,
              signature: handOf('thief').signText(Buffer.from('x')),
            })),
          })),
        })),
      );
    }),
    found: 'signature',
    place: inOrderOf('transfer'),
  },
  {
    what: 'a signature left out: one officer’s where two must sign',
    do: thorough('createProgramme', (transaction) => {
      transaction.args = transaction.args.map((text) =>
        editJson(text, carrier, ({ orders }) => ({
          orders: orders.map((one) => ({ ...one, signatures: one.signatures.slice(0, 1) })),
        })),
      );
    }),
    found: 'signer-missing',
    place: inOrderOf('createProgramme'),
  },
  {
    what: 'a swapped key: an account’s record names the thief’s',
    do: thorough('openAccount', (transaction) =>
      editWrite(transaction, 'account', stateKey('account'), (account) => ({
        ...account,
        key: handOf('thief').publicKey,
      })),
    ),
    found: 'key-not-named',
    place: inTransactionOf('openAccount'),
  },
  {
    what: 'a key that was not registered for ever',
    do: thorough('pairTerminal', (transaction) => {
      transaction.writes = transaction.writes.filter((one) => !one.key.startsWith(stateKey('key')));
    }),
    found: 'key-twice',
    place: atKey(`terminal/${ids.terminal}`),
  },
  {
    what: 'a record that makes it happen only once left out',
    do: thorough('refund', (transaction) => {
      transaction.writes = transaction.writes.filter((one) => !one.key.startsWith(stateKey('done')));
    }),
    found: 'order-not-recorded',
    place: inOrderOf('refund'),
  },
  {
    what: 'a write that no order explains',
    do: thorough('charge', (transaction) => {
      transaction.writes.push({
        key: stateKey('vendor', ids.vendor),
        value: JSON.stringify({ active: true, feeBasisPoints: 0, payee: 'a'.repeat(64) }),
      });
    }),
    found: 'write-unexplained',
    place: atKey(`vendor/${ids.vendor}`),
  },
  {
    what: 'a validation code flipped: a valid transaction called stale',
    do: thorough('recordPayout', (transaction) => {
      transaction.code = 'MVCC_READ_CONFLICT';
    }),
    found: 'validation-code',
    place: (place, forgery) => place.transaction === forgery.blocks().at(-1)?.transactions[0]?.transactionId,
  },
  {
    what: 'a validation code flipped: a stale transaction called valid, a double spending',
    do: (forgery) => {
      const blocks = forgery.blocks();
      for (const { transactions } of blocks) for (const one of transactions) one.code = 'VALID';
      forgery.rewrite(blocks);
    },
    found: 'validation-code',
    place: (place) => place.transaction !== undefined,
  },
  {
    what: 'reordered transactions',
    do: (forgery) => {
      const blocks = forgery.blocks();
      const [transfer, refund] = [transactionOf(blocks, 'transfer'), transactionOf(blocks, 'refund')];
      [transfer.block.transactions, refund.block.transactions] = [
        refund.block.transactions,
        transfer.block.transactions,
      ];
      forgery.rewrite(blocks);
    },
    found: 'validation-code',
    place: (place) => place.transaction !== undefined,
  },
  {
    what: 'a transaction put in a second time under another id',
    do: (forgery) => {
      const blocks = forgery.blocks();
      const { block, transaction } = transactionOf(blocks, 'transfer');
      block.transactions.push({ ...transaction, transactionId: 'f'.repeat(64), reads: [] });
      forgery.rewrite(blocks);
    },
    found: 'order-twice',
    place: (place) => place.transaction === 'f'.repeat(64),
  },
  {
    what: 'a repeat counted twice',
    do: (forgery) => {
      const blocks = forgery.blocks();
      const first = transactionOf(blocks, 'charge').transaction;
      const repeat = blocks
        .flatMap(({ transactions }) => transactions)
        .find((one) => one.result.includes('"repeat":true'));
      if (!repeat) throw new Error('the story has no repeat');
      repeat.result = editJson(repeat.result, results, (value) => ({
        results: value.results.map((one) => ({ ...one, repeat: false })),
      }));
      repeat.event = first.event;
      forgery.rewrite(blocks);
    },
    found: 'order-twice',
    place: (place) => place.order?.startsWith('charge') === true,
  },
  {
    what: 'a counted settlement raised',
    do: thorough('countDay', (transaction) =>
      editWrite(transaction, 'settlement', stateKey('settlement'), (settlement) => ({
        ...settlement,
        programmes: settlement.programmes.map((one) => ({ ...one, gross: one.gross + 7_000 })),
      })),
    ),
    found: 'moved-otherwise-than-posted',
    place: inTransactionOf('countDay'),
  },
];

test('there are at least the twenty tamperings that were asked for', () => {
  expect(new Set(tamperings.map(({ what }) => what)).size).toBeGreaterThanOrEqual(20);
});

test('the same files that nobody touched are equal, also after a forger has only stored them again', async () => {
  const forgery = new Forgery(original);
  forgery.rewrite(forgery.blocks());
  forgery.database.close();
  expect(await runAudit(['--data', forgery.folder], () => undefined)).toBe(0);
  forgery.end();
});

test.each(tamperings)('the audit sees $what, and names the place', async ({ do: tamper, found, place }) => {
  const forgery = new Forgery(original);
  try {
    tamper(forgery);
    const source = openEmbeddedSource(forgery.folder);
    const report = await auditLedger(source, { ledger: source.ledger });
    source.close();
    const named = report.findings.filter(({ kind }) => kind === found);
    expect(named.length, JSON.stringify(report.findings, null, 1)).toBeGreaterThan(0);
    const isPlace = named.some((finding) => {
      try {
        return place(finding.place, forgery);
      } catch {
        return false; // The forged blocks cannot be read any more; these tests name the place by number.
      }
    });
    expect(isPlace, JSON.stringify(named, null, 1)).toBe(true);
    expect(report.equal).toBe(false);
    expect(await runAudit(['--data', forgery.folder], () => undefined)).toBe(1);
  } finally {
    forgery.end();
  }
});
