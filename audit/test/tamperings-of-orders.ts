import { stateKey } from '@kumoh-pay/domain';
import { handOf } from '../../chaincode/test/model/keys.ts';
import {
  atKey,
  carrier,
  editWrite,
  inOrderOf,
  inTransactionOf,
  raised,
  results,
  type Tampering,
  thorough,
} from './edits.ts';
import { ids } from './story.ts';
import { editJson, transactionOf } from './tampering.ts';

/** A thorough forger, who works out every hash anew: orders, keys and verdicts. */
export const tamperingsOfOrders: readonly Tampering[] = [
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
