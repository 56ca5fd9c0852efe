import {
  type Canonical,
  canonicalJson,
  carrierSchema,
  type JournalEntry,
  journalEventName,
  type Outcome,
  Refusal,
  type SignedOrder,
} from '@kumoh-pay/domain';
import { judge } from './judge.ts';
import { keysAhead } from './keys-ahead.ts';
import type { Ledger } from './ledger.ts';
import { Overlay } from './overlay.ts';
import { parseSignedOrder, rangeOrders } from './parse.ts';

/**
 * Applies the carrier's orders one after the other, each wholly or not at all, and answers each.
 * @throws for a malformed carrier, one over its bounds, or a defect: then nothing of it happens.
 */
export async function execute(ledger: Ledger, text: string): Promise<string> {
  const { orders } = carrierSchema.parse(JSON.parse(text));
  if (orders.length > 1 && orders.some(asksForRange))
    throw new Error('an order that reads a range travels alone');
  const overlay = new Overlay(ledger);
  const results: Outcome[] = [];
  const journal: JournalEntry[] = [];
  const parsed = orders.map(parseOrRefuse);
  await overlay.load(parsed.flatMap((order) => (order instanceof Refusal ? [] : keysAhead(order))));
  for (const order of parsed) results.push(await applyOne(ledger, overlay, order, journal));
  await overlay.flush();
  if (journal.length > 0) ledger.setEvent(journalEventName, canonicalJson(journal as Canonical));
  return canonicalJson({ results } as Canonical);
}

/** Catches nothing but a refusal, which drops this order's changes; any other exception fails the whole carrier. */
async function applyOne(
  ledger: Ledger,
  overlay: Overlay,
  order: SignedOrder | Refusal,
  journal: JournalEntry[],
): Promise<Outcome> {
  try {
    if (order instanceof Refusal) throw order;
    return await judge(ledger, overlay, order, journal);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, code: error.code, detail: error.detail };
  }
}

function parseOrRefuse(raw: unknown): SignedOrder | Refusal {
  try {
    return parseSignedOrder(raw);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function asksForRange(raw: unknown): boolean {
  return (
    typeof raw === 'object' &&
    raw !== null &&
    'order' in raw &&
    typeof raw.order === 'object' &&
    raw.order !== null &&
    'type' in raw.order &&
    rangeOrders.has(String(raw.order.type))
  );
}
