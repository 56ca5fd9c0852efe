import type { Id, JournalEntry, Posting, Settlement } from '@kumoh-pay/domain';
import type {
  BouncedTable,
  EntryTable,
  JournalTable,
  PostingTable,
  RefundTable,
  SaleTable,
  WaitingNoteTable,
} from './tables.ts';

/** A record that is read again from the ledger, because results do not carry it. */
export type TouchedKind = 'account' | 'officer' | 'programme' | 'vendor' | 'terminal' | 'payout';

export type NewNote = Omit<WaitingNoteTable, 'last_day'> & { programmes: Id[] };

/** What one ledger transaction changes in the index, gathered before it is written, so that each table is written once. */
export class Projection {
  readonly journal: JournalTable[] = [];
  readonly postings: PostingTable[] = [];
  readonly entries: EntryTable[] = [];
  readonly sales: SaleTable[] = [];
  readonly refunds: RefundTable[] = [];
  readonly bounced: BouncedTable[] = [];
  /** Refunded in all, by charge, whose id is its vendor's own; a later one of the same charge counts. */
  readonly refunded: Pick<SaleTable, 'vendor' | 'charge' | 'refunded'>[] = [];
  readonly settlements = new Map<
    string,
    { vendor: Id; day: number; settlement: Settlement; sequence: number }
  >();
  readonly touched: { kind: TouchedKind; id: Id; at: number; sequence: number }[] = [];
  readonly notes: NewNote[] = [];
  /** Accounts of which notes were folded or taken. */
  readonly folded = new Set<Id>();
  readonly balances = new Deltas();
  readonly dayAmounts = new Deltas();
  readonly supplies = new Deltas();
  readonly notices = new Map<string, Set<number>>();

  notify(channel: string, sequence: number): void {
    const sequences = this.notices.get(channel) ?? new Set();
    this.notices.set(channel, sequences.add(sequence));
  }

  addPostings(sequence: number, postings: readonly Posting[]): void {
    postings.forEach(({ programme, from, to, amount }, place) => {
      this.postings.push({ sequence, place, programme, from_place: from, to_place: to, amount });
      this.#move(from, programme, -amount, 'from');
      this.#move(to, programme, amount, 'to');
    });
  }

  /** A place is `p.{account}`, `a.{account}`, `v.{vendor}.{day}.{box}`, or one of the ledger's own. */
  #move(place: string, programme: Id, change: number, side: 'from' | 'to'): void {
    const [first = '', id = '', day = ''] = place.split('.');
    if (first === 'p' || first === 'a') {
      this.balances.add([id, programme], change);
      if (first === 'a' && side === 'from') this.folded.add(id);
    } else if (first === 'v') {
      this.dayAmounts.add([id, day, programme], change);
    } else if (place === 'programme') {
      this.supplies.add([programme, 'issued'], -change);
    } else if (place === 'settled' || place === 'revoked' || place === 'expired') {
      this.supplies.add([programme, place], change);
    } else {
      throw new Error(`the journal names a place that the index does not know: ${place}`);
    }
  }
}

/** Sums by a key of several parts. */
export class Deltas {
  readonly #sums = new Map<string, number>();

  add(key: readonly string[], change: number): void {
    const name = key.join(' ');
    const sum = (this.#sums.get(name) ?? 0) + change;
    if (!Number.isSafeInteger(sum)) throw new Error(`the sum of ${name} is no safe number of won`);
    this.#sums.set(name, sum);
  }

  /** Without those that came to nothing. */
  entries(): { key: string[]; change: number }[] {
    return [...this.#sums]
      .filter(([, change]) => change !== 0)
      .map(([name, change]) => ({ key: name.split(' '), change }));
  }
}

export type Projected = JournalEntry & { sequence: number };
