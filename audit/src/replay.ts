import type { AuditBlock, AuditTransaction } from './block-source.ts';
import { type Carried, orderName, readCarrier } from './executed-orders.ts';
import { accountedFor, addToFigures, type Figures } from './figures.ts';
import type { Findings } from './finding.ts';
import { type Change, Holdings } from './holdings.ts';
import { Idempotency, readable } from './idempotency.ts';
import { Keyring } from './keyring.ts';
import { type Charges, checkMeaning } from './meaning.ts';
import { addPosting, Movements } from './movements.ts';
import { ReplayedState } from './replayed-state.ts';
import { checkSignatures } from './signatures-of-order.ts';
import { SoloCaps } from './solo-caps.ts';
import { checkWrites } from './writes.ts';

/** Block after block: verdicts, orders and their signatures, write sets against postings, conservation. */
export class Replay {
  readonly state = new ReplayedState();
  readonly holdings = new Holdings();
  readonly charges: Charges = new Map();
  readonly transactions = { valid: 0, invalid: 0 };
  readonly orders = { executed: 0, repeated: 0, refused: 0, byType: {} as Record<string, number> };
  /** Verdict by transaction id, of its first copy. */
  readonly verdicts = new Map<string, { block: number; index: number; code: string }>();
  signaturesVerified = 0;
  readonly #ledger: string;
  readonly #findings: Findings;
  readonly #keyring = new Keyring();
  readonly #idempotency = new Idempotency();
  readonly #soloCaps = new SoloCaps();
  readonly #figures = new Map<string, Figures>();

  constructor(ledger: string, findings: Findings) {
    this.#ledger = ledger;
    this.#findings = findings;
  }

  block(block: AuditBlock): void {
    this.state.beginBlock();
    const inBlock = this.#findings.at({ block: block.number });
    block.transactions.forEach((transaction, index) => {
      const own = inBlock.at({ transaction: transaction.transactionId });
      const verdict = this.state.verdict(transaction);
      const { transactionId, code } = transaction;
      if (!this.verdicts.has(transactionId))
        this.verdicts.set(transactionId, { block: block.number, index, code });
      checkVerdict(transaction, verdict, own);
      if (code !== 'VALID') {
        this.transactions.invalid += 1;
        return;
      }
      this.transactions.valid += 1;
      this.#transaction(transaction, own);
      this.state.apply(transaction.writes, [block.number, index]);
    });
    for (const [programme, figures] of this.#figures) {
      if (accountedFor(figures) === figures.issued) continue;
      inBlock.add(
        'not-conserved',
        `programme ${programme}: ${figures.issued} won issued, ${accountedFor(figures)} accounted for`,
      );
    }
  }

  #transaction(transaction: AuditTransaction, findings: Findings): void {
    const carried = /(^|:)execute$/.test(transaction.function)
      ? readCarrier(this.#ledger, transaction, findings)
      : { executed: [], repeated: [], refused: 0 };
    this.#orders(carried, transaction, findings);
    const changes = transaction.writes.map(({ key, value }) => ({
      key,
      before: this.state.get(key),
      after: value,
    }));
    checkWrites(
      changes,
      carried.executed.map(({ signed }) => signed.order.type),
      this.#keyring,
      findings,
    );
    this.#money(carried, changes, findings);
  }

  #orders(carried: Carried, transaction: AuditTransaction, findings: Findings): void {
    for (const executed of carried.executed) {
      const { order, signatures } = executed.signed;
      const own = findings.at({ order: orderName(executed.signed) });
      this.signaturesVerified += checkSignatures(
        this.#ledger,
        executed,
        transaction.time,
        this.#keyring,
        own,
      );
      this.#soloCaps.check(executed, transaction.time, this.state, this.#keyring, own);
      checkMeaning(executed, this.charges, this.#keyring, own);
      this.#idempotency.executed(executed, transaction, this.#keyring, own);
      this.#keyring.apply(order, new Set(signatures.map((one) => one.by)), transaction.time);
      this.orders.byType[order.type] = (this.orders.byType[order.type] ?? 0) + 1;
    }
    for (const repeated of carried.repeated) this.#idempotency.repeated(repeated, this.#keyring, findings);
    this.orders.executed += carried.executed.length;
    this.orders.repeated += carried.repeated.length;
    this.orders.refused += carried.refused;
  }

  /** A won moved without a posting, or a posting without the move, is an alarm. */
  #money(carried: Carried, changes: Change[], findings: Findings): void {
    const moved = this.holdings.move(changes, (key, detail) =>
      findings.add('record-unreadable', detail, { key: readable(key) }),
    );
    const posted = new Movements();
    for (const { entry } of carried.executed)
      for (const posting of entry.postings) addPosting(posted, posting);
    for (const { programme, place } of moved.minus(posted).each()) {
      const detail = `programme ${programme} at ${place}: records moved ${moved.get(programme, place)} won, postings ${posted.get(programme, place)}`;
      findings.add('moved-otherwise-than-posted', detail, { key: keyOfPlace(place, programme) });
    }
    for (const { programme, place } of moved.each()) {
      const held = this.holdings.balances.get(programme, place);
      if (/^[ap]\./.test(place) && held < 0n)
        findings.add('overdrawn', `${held} won of programme ${programme}`, {
          key: keyOfPlace(place, programme),
        });
    }
    addToFigures(this.#figures, moved);
  }
}

/** A verdict follows from the blocks alone; where the source cannot see endorsements, that verdict is taken as given. */
function checkVerdict(transaction: AuditTransaction, verdict: string, findings: Findings): void {
  const { code, cannotBeValid, elsewhere = false } = transaction;
  if (elsewhere && code !== 'VALID') return;
  if (typeof cannotBeValid === 'string') {
    if (code === 'VALID') findings.add('not-endorsed', `marked VALID, but ${cannotBeValid}`);
    return;
  }
  if (verdict === code || (cannotBeValid === undefined && code === 'ENDORSEMENT_POLICY_FAILURE')) return;
  findings.add('validation-code', `marked ${code}, but it is ${verdict}`);
}

/** The record in which a place's won stand. */
function keyOfPlace(place: string, programme: string): string {
  if (place.startsWith('p.')) return `purse/${place.slice(2)}`;
  if (/^[av]\./.test(place)) return `note/${place}`;
  return place === 'settled' ? 'settlement' : `supply/${programme}`;
}
