import {
  carrierResultSchema,
  carrierSchema,
  type JournalEntry,
  journalEventName,
  journalSchema,
  type OrderOutcome,
  orderBytes,
  resultSchemas,
  type SignedOrder,
  signedOrderSchemaOf,
} from '@kumoh-pay/domain';
import type { AuditTransaction } from './block-source.ts';
import type { Findings } from './finding.ts';
import { sha256 } from './signature.ts';
import { parseJson, stableJson } from './stable-json.ts';

/** An order that this carrier committed, with the journal entry that is its own. */
export interface ExecutedOrder {
  signed: SignedOrder;
  digest: string;
  result: unknown;
  entry: JournalEntry;
}
/** An order that had committed before and got its first result again. */
export interface RepeatedOrder {
  signed: SignedOrder;
  digest: string;
  result: unknown;
}
export interface Carried {
  executed: ExecutedOrder[];
  repeated: RepeatedOrder[];
  refused: number;
}

/** A part after the first: the first was judged by its signatures, a later one by having the same digest. */
export const isLaterPart = ({ part = 0 }: SignedOrder): boolean => part > 0;

export const orderName = ({ order, part }: SignedOrder): string =>
  `${order.type} ${order.id}${part === undefined ? '' : ` part ${part}`}`;

/** Reads one valid transaction as a carrier and matches its orders, results and journal one to one. */
export function readCarrier(ledger: string, transaction: AuditTransaction, findings: Findings): Carried {
  const carried: Carried = { executed: [], repeated: [], refused: 0 };
  const journal = readJournal(transaction, findings);
  const parsed = readOrdersAndResults(transaction, findings);
  if (!parsed) return carried;
  const entries = [...journal];
  parsed.results.forEach((outcome, place) => {
    if (!outcome.ok) {
      carried.refused += 1;
      return;
    }
    const read = signedOrderSchemaOf(parsed.orders[place]).safeParse(parsed.orders[place]);
    if (!read.success) {
      findings.add(
        'carrier-unreadable',
        `order ${place} was done but cannot be read: ${read.error.issues[0]?.message}`,
      );
      return;
    }
    const signed: SignedOrder = read.data;
    const digest = sha256(orderBytes(ledger, signed.order));
    const own = findings.at({ order: orderName(signed) });
    if (!resultFits(signed, outcome.result))
      own.add('result-differs', 'the result is not of the kind that this order answers');
    if (outcome.repeat) {
      carried.repeated.push({ signed, digest, result: outcome.result });
      return;
    }
    const entry = entries.shift();
    if (!entry) own.add('journal-differs', 'the order was done, but the journal has no entry for it');
    else if (entryFits(entry, signed, digest, outcome, transaction, own))
      carried.executed.push({ signed, digest, result: outcome.result, entry });
  });
  for (const entry of entries) {
    findings.add('journal-differs', 'a journal entry of no order that this carrier did', {
      order: `${entry.type} ${entry.order}`,
    });
  }
  return carried;
}

function readJournal(transaction: AuditTransaction, findings: Findings): JournalEntry[] {
  if (transaction.event === null) return [];
  const journal = journalSchema.safeParse(parseJson(transaction.event.payload)?.value);
  if (transaction.event.name === journalEventName && journal.success) return journal.data;
  findings.add('journal-differs', `the event ${transaction.event.name} is no journal`);
  return [];
}

function readOrdersAndResults(
  transaction: AuditTransaction,
  findings: Findings,
): { orders: unknown[]; results: OrderOutcome[] } | null {
  const carrier = carrierSchema.safeParse(parseJson(transaction.args[0] ?? '')?.value);
  const result = carrierResultSchema.safeParse(parseJson(transaction.result)?.value);
  if (!carrier.success || transaction.args.length !== 1)
    findings.add('carrier-unreadable', 'the arguments are no carrier');
  else if (!result.success) findings.add('carrier-unreadable', 'the answer is no list of results');
  else if (result.data.results.length !== carrier.data.orders.length)
    findings.add('result-differs', 'there are not as many results as orders');
  else return { orders: carrier.data.orders, results: result.data.results };
  return null;
}

function resultFits({ order }: SignedOrder, result: unknown): boolean {
  return resultSchemas[order.type].safeParse(result).success;
}

function entryFits(
  entry: JournalEntry,
  signed: SignedOrder,
  digest: string,
  outcome: OrderOutcome & { ok: true },
  transaction: AuditTransaction,
  findings: Findings,
): boolean {
  const differences = [
    entry.order === signed.order.id && entry.type === signed.order.type
      ? ''
      : `its entry is of ${entry.type} ${entry.order}`,
    entry.part === undefined || entry.part === (signed.part ?? 0) ? '' : `its entry is of part ${entry.part}`,
    entry.digest === digest ? '' : 'its entry has another digest than the order',
    entry.at === transaction.time ? '' : 'its entry has another time than the transaction',
    stableJson(entry.result) === stableJson(outcome.result)
      ? ''
      : 'its entry has another result than was answered',
    isLaterPart(signed) ||
    stableJson([...entry.by].sort()) === stableJson(signed.signatures.map((one) => one.by).sort())
      ? ''
      : 'its entry names other signers',
  ].filter((difference) => difference !== '');
  for (const difference of differences) findings.add('journal-differs', difference);
  return entry.order === signed.order.id && entry.type === signed.order.type;
}
