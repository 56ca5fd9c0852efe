import {
  type Canonical,
  type JournalEntry,
  type Lot,
  type Order,
  type OrderType,
  type Outcome,
  orderBytes,
  type Posting,
  Refusal,
  type SignedOrder,
  seoulDay,
} from '@kumoh-pay/domain';
import { assertConserved } from './conservation.ts';
import { findEarlier, recordDone } from './earlier.ts';
import { requireFresh } from './fresh.ts';
import type { Ledger } from './ledger.ts';
import { newKeysOf } from './new-keys.ts';
import type { OrderContext } from './order-context.ts';
import type { Overlay } from './overlay.ts';
import { isLaterPart } from './parts.ts';
import { ruleOf } from './rules.ts';
import { Signers } from './signers.ts';
import { State } from './state.ts';
import { sha256 } from './verify.ts';

/**
 * Judges one order over what earlier orders of the carrier have left: repeat, freshness, signatures, its own rule; then
 * asserts conservation and hands its writes to the carrier.
 * @throws Refusal, and then nothing of it happens.
 */
export async function judge(
  ledger: Ledger,
  overlay: Overlay,
  signedOrder: SignedOrder,
  journal: JournalEntry[],
): Promise<Outcome> {
  const { order } = signedOrder;
  const part = signedOrder.part ?? null;
  const state = new State(overlay);
  const bytes = orderBytes(ledger.name, order);
  const digest = sha256(bytes);

  // A repeat gets its first result, however old; only then may freshness or limits speak.
  const earlier = await findEarlier(state, order, digest, part);
  if (earlier) return { ok: true, result: earlier.result, repeat: true };
  const moved: Moved = { postings: [], counted: [] };
  const signed = await requireSigned(ledger, state, signedOrder, { bytes, digest });
  const context = await contextOf(ledger, state, signedOrder, { digest, signed, moved });
  const result = await ruleOf(order).run(context);
  signed.finish();
  recordDone(state, order, digest, part, { result: result as Canonical, by: signed.by });
  const changes = state.changes();
  assertConserved(changes, moved.counted);

  // From here on the order is done.
  state.commit();
  if (changes.length > 0) {
    journal.push({
      order: order.id,
      type: order.type,
      digest,
      part: part ?? undefined,
      at: ledger.time,
      by: await signersOf(state, order, part, signed),
      postings: moved.postings,
      result: result as JournalEntry['result'],
    });
  }
  return { ok: true, result, repeat: changes.length === 0 };
}

/** A later part carries nobody's verified signature: whoever signed the list signed it with its first part. */
async function signersOf(
  state: State,
  { type, id }: Order,
  part: number | null,
  signed: Signers,
): Promise<string[]> {
  if (part === null || part === 0) return [...signed.by];
  const first = await state.get('done', type, id, '0');
  return first?.state === 'done' ? (first.by ?? []) : [];
}

/** @throws STALE_ORDER, BAD_ORDER, BAD_SIGNATURE */
async function requireSigned(
  ledger: Ledger,
  state: State,
  { order, signatures, part }: SignedOrder,
  { bytes, digest }: { bytes: Uint8Array; digest: string },
): Promise<Signers> {
  // The first part was judged whole; a later one is the same signed list, which its digest proves.
  const judgedBefore = await isLaterPart(state, order, digest, part ?? null);
  // A void that finds its order settled already only answers; it looks at its freshness where it writes.
  if (!judgedBefore && order.type !== 'void') requireFresh(order, ledger.time);
  return Signers.verified(state, bytes, judgedBefore ? [] : signatures, order, newKeysOf(order));
}

/** What an order has moved so far. */
interface Moved {
  postings: Posting[];
  counted: Lot[];
}

async function contextOf(
  ledger: Ledger,
  state: State,
  { order, hints, part }: SignedOrder,
  { digest, signed, moved }: { digest: string; signed: Signers; moved: Moved },
): Promise<OrderContext<OrderType>> {
  const policy = await state.get('policy');
  if (!policy && order.type !== 'bootstrap')
    throw new Refusal('NOT_AUTHORISED', 'the ledger has no policy yet');
  return {
    ledger: ledger.name,
    now: ledger.time,
    today: seoulDay(ledger.time),
    spread: spreadOf(ledger.transactionId, order.id),
    order,
    digest,
    hints: hints ?? [],
    part: part ?? null,
    // Only bootstrap comes without one, and it does not look at it.
    policy: policy as OrderContext<OrderType>['policy'],
    state,
    signed,
    post: (from, to, lots) => {
      for (const { programme, amount } of lots) moved.postings.push({ programme, from, to, amount });
    },
    count: (lots) => void moved.counted.push(...lots),
  };
}

/** 0 to 31: the box of the vendor's day, from the transaction and the order, which no terminal chooses. */
function spreadOf(transactionId: string, order: string): number {
  return Number.parseInt(sha256(`${transactionId}${order}`).slice(0, 8), 16) % 32;
}
