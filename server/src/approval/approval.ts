import { EventEmitter, on } from 'node:events';
import {
  type ErrorCode,
  type Id,
  ok,
  type Result,
  refuse,
  type Signature,
  type SignedOrder,
  signedOrderSchema,
  type VoidableType,
} from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import { type Database, isDuplicate, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { type DoneByOfficer, submitByOfficer } from './officer-order.ts';
import { type ApprovalRow, countWaiting, decideApproval, findApproval, insertApproval } from './store.ts';

/** Tells the inboxes that are open. The rows are the truth; a message only says when to look. */
const news = new EventEmitter().setMaxListeners(0);
const changed = 'changed';

/** These say that this second signature will not do; the order still waits for another. */
const stillWaiting: ReadonlySet<ErrorCode> = new Set([
  'SECOND_OFFICER_NEEDED',
  'NOT_AUTHORISED',
  'BAD_SIGNATURE',
  'LEDGER_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
]);

/** Puts an order with its first signature, and the record as it was shown, into the inbox. */
export async function propose(
  { db, now }: ServerParts,
  officer: Id,
  signed: SignedOrder<VoidableType>,
  shown: string | null,
): Promise<Result<null>> {
  const { order, signatures } = signed;
  const until = 'until' in order.body ? order.body.until : undefined;
  const own = signatures.length === 1 && signatures[0]?.by === `officer.${officer}`;
  if (!own || until === undefined) return refuse('NOT_AUTHORISED', 'one signature, your own');
  if (until < now()) return refuse('STALE_ORDER');
  const row: ApprovalRow = {
    id: order.id,
    type: order.type,
    signed: JSON.stringify(signed),
    shown,
    proposed_by: officer,
    proposed_at: now(),
    until_at: until,
    state: 'waiting',
    decided_by: null,
    decided_at: null,
    code: null,
  };
  try {
    await transaction(db, async (tx) => {
      await insertApproval(tx, row);
      const act = { actor: `officer.${officer}`, act: 'propose', subject: `order.${order.id}` };
      await noteAct(tx, { ...act, after: { type: order.type } }, now());
    });
  } catch (error) {
    // The same order again, after a lost answer: it waits already.
    if (!isDuplicate(error)) throw error;
    if ((await findApproval(db, order.id))?.signed !== row.signed) return refuse('ORDER_ID_REUSED');
  }
  news.emit(changed);
  return ok(null);
}

/** The stored order with its first signature. */
export const storedProposal = (row: ApprovalRow): SignedOrder =>
  signedOrderSchema.parse(JSON.parse(row.signed));

/** Adds the second signature over the same bytes, and sends the order. */
export async function signProposal(
  parts: ServerParts,
  officer: Id,
  id: Id,
  signature: Signature,
): Promise<Result<DoneByOfficer>> {
  const { db, now } = parts;
  const row = await findApproval(db, id);
  if (!row) return refuse('ORDER_VOID', 'nothing waits under this number');
  if (row.state === 'withdrawn') return refuse('ORDER_VOID');
  const stored = storedProposal(row);
  const by = `officer.${officer}`;
  if (stored.signatures.some((one) => one.by === by)) return refuse('SECOND_OFFICER_NEEDED');
  if (stored.order.type === 'void') return refuse('BAD_ORDER');
  const signed = { ...stored, order: stored.order, signatures: [...stored.signatures, { by, signature }] };
  const answer = await submitByOfficer(parts, officer, signed);
  if (answer.ok || !stillWaiting.has(answer.code)) {
    const code = answer.ok ? null : answer.code;
    const state = answer.ok ? 'done' : 'refused';
    await decideApproval(db, id, { state, decided_by: officer, decided_at: now(), code });
  }
  news.emit(changed);
  return answer;
}

/** Takes a proposal out of the inbox; it can no longer be signed here. */
export async function withdrawProposal({ db, now }: ServerParts, officer: Id, id: Id): Promise<Result<null>> {
  const withdrawn = await transaction(db, async (tx) => {
    const decision = { state: 'withdrawn', decided_by: officer, decided_at: now(), code: null } as const;
    if (!(await decideApproval(tx, id, decision))) return false;
    await noteAct(tx, { actor: `officer.${officer}`, act: 'withdraw', subject: `order.${id}` }, now());
    return true;
  });
  news.emit(changed);
  return withdrawn ? ok(null) : refuse('ORDER_VOID', 'decided already');
}

/** How many wait, now and at each change. */
export async function* waitingCounts(
  { db, now }: { db: Database; now(): number },
  signal: AbortSignal,
): AsyncGenerator<number> {
  const changes = on(news, changed, { signal });
  yield await countWaiting(db, now());
  try {
    for await (const _ of changes) yield await countWaiting(db, now());
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
