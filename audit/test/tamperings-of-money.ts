import { stateKey } from '@kumoh-pay/domain';
import {
  editJournal,
  editWrite,
  inBlockOf,
  inOrderOf,
  inTransactionOf,
  raised,
  type Tampering,
  thorough,
} from './edits.ts';
import { ids } from './story.ts';

/** A thorough forger, who works out every hash anew: won and journal. */
export const tamperingsOfMoney: readonly Tampering[] = [
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
];
