import {
  type Canonical,
  canonicalJson,
  carrierSchema,
  type JournalEntry,
  journalEventName,
  type Lot,
  type OrderType,
  type Outcome,
  orderBytes,
  type Posting,
  Refusal,
  seoulDay,
} from '@kumoh-pay/domain';
import { assertConserved } from './conservation.ts';
import { findEarlier, recordDone } from './earlier.ts';
import { requireFresh } from './fresh.ts';
import type { Ledger } from './ledger.ts';
import type { OrderContext } from './order-context.ts';
import { newKeysOf } from './new-keys.ts';
import { Overlay } from './overlay.ts';
import { parseSignedOrder, rangeOrders } from './parse.ts';
import { isLaterPart } from './parts.ts';
import { ruleOf } from './rules.ts';
import { Signers } from './signers.ts';
import { State } from './state.ts';
import { sha256 } from './verify.ts';

type SignedOrder = ReturnType<typeof parseSignedOrder>;

/**
 * Applies the carrier's orders one after the other, each wholly or not at all, and answers each.
 * @throws for a malformed carrier, one over its bounds, or a defect: then nothing of it happens.
 */
export async function execute(ledger: Ledger, text: string): Promise<string> {
  const { orders } = carrierSchema.parse(JSON.parse(text));
  if (orders.length > 1 && orders.some(asksForRange)) throw new Error('an order that reads a range travels alone');
  const overlay = new Overlay(ledger);
  const results: Outcome[] = [];
  const journal: JournalEntry[] = [];
  for (const raw of orders) results.push(await applyOne(ledger, overlay, raw, journal));
  await overlay.flush();
  if (journal.length > 0) ledger.setEvent(journalEventName, canonicalJson(journal as Canonical));
  return canonicalJson({ results } as Canonical);
}

/** Catches nothing but a refusal, which drops this order's changes; any other exception fails the whole carrier. */
async function applyOne(ledger: Ledger, overlay: Overlay, raw: unknown, journal: JournalEntry[]): Promise<Outcome> {
  try {
    return await judge(ledger, overlay, parseSignedOrder(raw), journal);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, code: error.code, detail: error.detail };
  }
}

async function judge(ledger: Ledger, overlay: Overlay, signedOrder: SignedOrder, journal: JournalEntry[]): Promise<Outcome> {
  const { order, signatures } = signedOrder;
  const state = new State(overlay);
  const bytes = orderBytes(ledger.name, order);
  const digest = sha256(bytes);
  const part = signedOrder.part ?? null;

  // A repeat gets its first result, however old; only then may freshness or limits speak.
  const earlier = await findEarlier(state, order, digest, part);
  if (earlier) return { ok: true, result: earlier.result, repeat: true };
  const policy = await state.get('policy');
  if (!policy && order.type !== 'bootstrap') throw new Refusal('NOT_AUTHORISED', 'the ledger has no policy yet');
  const rule = ruleOf(order);
  // The first part was judged whole; a later one is the same signed list, which its digest proves.
  const judgedBefore = await isLaterPart(state, order, digest, part);
  if (!judgedBefore) requireFresh(order, ledger.time);
  const signed = await Signers.verified(state, bytes, judgedBefore ? [] : signatures, order, newKeysOf(order));

  const postings: Posting[] = [];
  const counted: Lot[] = [];
  const context: OrderContext<OrderType> = {
    ledger: ledger.name,
    now: ledger.time,
    today: seoulDay(ledger.time),
    spread: spreadOf(ledger.transactionId, order.id),
    order,
    digest,
    hints: signedOrder.hints ?? [],
    part,
    policy: policy as OrderContext<OrderType>['policy'],
    state,
    signed,
    postings,
    post: (from, to, lots) => lots.forEach(({ programme, amount }) => postings.push({ programme, from, to, amount })),
    count: (lots) => counted.push(...lots),
  };
  const result = await rule.run(context);
  signed.finish();
  recordDone(state, order, digest, part, result as Canonical);
  assertConserved(state.changes(), counted);

  // From here on the order is done.
  const changed = state.changes().length > 0;
  state.commit();
  if (changed) {
    const { id, type } = order;
    journal.push({ order: id, type, digest, part: part ?? undefined, at: ledger.time, by: [...signed.by], postings, result: result as JournalEntry['result'] });
  }
  return { ok: true, result, repeat: !changed };
}

/** 0 to 31: the box of the vendor's day, from the transaction and the order, which no terminal chooses. */
function spreadOf(transactionId: string, order: string): number {
  return Number.parseInt(sha256(`${transactionId}${order}`).slice(0, 8), 16) % 32;
}

function asksForRange(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && 'order' in raw && typeof raw.order === 'object' && raw.order !== null && 'type' in raw.order && rangeOrders.has(String(raw.order.type));
}
