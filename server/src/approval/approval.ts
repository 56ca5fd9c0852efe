import {
  type ErrorCode,
  type Id,
  ok,
  type Result,
  refuse,
  resultSchemas,
  type Signature,
  type SignedOrder,
  signedOrderSchema,
  type VoidableOrder,
  type VoidableType,
} from '@kumoh-pay/domain';
import { carryOut } from '../act/carry-out.ts';
import { subjectOf, withdrawal } from '../act/what-is-noted.ts';
import { noteAct } from '../audit-log/audit-log.ts';
import { type Database, isDuplicate, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { asRefusal } from '../money.ts';
import { givesOwnKeys } from '../officer/own-keys.ts';
import { officeNews, tellOffice } from './office-news.ts';
import { submitByOfficer } from './officer-order.ts';
import {
  type ApprovalRow,
  countWaiting,
  decideApproval,
  findApproval,
  insertApproval,
  waitingOfOneMax,
} from './store.ts';

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
  // A lost key is replaced by the recovery key, and another approver.
  const signers = [
    `officer.${officer}`,
    ...(order.type === 'replaceOfficerKey' ? [`recovery.${officer}`] : []),
  ];
  const own = signatures.length === 1 && signers.includes(signatures[0]?.by ?? '');
  if (!own || until === undefined) return refuse('NOT_AUTHORISED', 'one signature, your own');
  if (until < now()) return refuse('STALE_ORDER');
  const by = signatures.map((one) => one.by);
  if (!(await givesOwnKeys(db, order, by)))
    return refuse('NOT_AUTHORISED', 'not the keys that this officer has registered');
  if ((await countWaiting(db, now(), officer)) >= waitingOfOneMax && !(await findApproval(db, order.id)))
    return refuse('TOO_MANY_TRIES', 'proposals that wait');
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
      const act = { actor: `officer.${officer}`, act: 'propose', subject: subjectOf(order) };
      await noteAct(tx, { ...act, after: { order: order.id, type: order.type } }, now());
    });
  } catch (error) {
    // The same order again, after a lost answer: it waits already.
    if (!isDuplicate(error)) throw error;
    if ((await findApproval(db, order.id))?.signed !== row.signed) return refuse('ORDER_ID_REUSED');
  }
  tellOffice();
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
): Promise<Result<null>> {
  const { db } = parts;
  const row = await findApproval(db, id);
  if (!row) return refuse('ORDER_VOID', 'nothing waits under this number');
  // The same again, after a lost answer, gets the answer that was lost; whoever else comes, comes late.
  if (row.state === 'done' && row.decided_by === officer) return ok(null);
  if (row.state !== 'waiting') return refuse('ORDER_VOID', 'decided already');
  const stored = storedProposal(row);
  const by = `officer.${officer}`;
  if (stored.signatures.some((one) => one.by === by)) return refuse('SECOND_OFFICER_NEEDED');
  if (stored.order.type === 'void') return refuse('BAD_ORDER');
  // Also now: the proposal lies in a table, and what was registered may have changed since.
  if (
    !(await givesOwnKeys(
      db,
      stored.order,
      stored.signatures.map((one) => one.by),
    ))
  )
    return refuse('NOT_AUTHORISED', 'not the keys that this officer has registered');
  const signed = { ...stored, order: stored.order, signatures: [...stored.signatures, { by, signature }] };
  const answer = await submitByOfficer(parts, officer, signed);
  if (!answer.ok && !stillWaiting.has(answer.code))
    await refuseProposal(parts, officer, stored.order, answer.code);
  tellOffice();
  return answer;
}

/** The ledger's no to it is final, and who has brought it about is in the log. */
const refuseProposal = (
  { db, now }: ServerParts,
  officer: Id,
  order: VoidableOrder,
  code: ErrorCode,
): Promise<void> =>
  transaction(db, async (tx) => {
    const decision = { state: 'refused', decided_by: officer, decided_at: now(), code } as const;
    if (!(await decideApproval(tx, order.id, decision))) return;
    const act = { actor: `officer.${officer}`, act: 'refusedProposal', subject: subjectOf(order) };
    await noteAct(tx, { ...act, after: { order: order.id, type: order.type, code } }, now());
  });

/**
 * Takes a proposal out of the inbox. With its void on the ledger nobody can ever carry it out; another officer than the
 * first can only take it out of this inbox.
 */
export async function withdrawProposal(
  parts: ServerParts,
  officer: Id,
  { id, voided }: { id: Id; voided: SignedOrder<'void'> | null },
): Promise<Result<{ outcome: 'void' | 'committed' | 'withdrawn' }>> {
  const { db, now } = parts;
  const row = await findApproval(db, id);
  // The same again, after a lost answer, gets the answer that was lost.
  const again = row?.state === 'withdrawn' && row.decided_by === officer;
  if (!row || (row.state !== 'waiting' && !again)) return refuse('ORDER_VOID', 'decided already');
  const { order } = storedProposal(row);
  if (order.type === 'void') return refuse('BAD_ORDER');
  if (voided) return stopOrder(parts, officer, row, voided);
  await transaction(db, async (tx) => {
    const decision = { state: 'withdrawn', decided_by: officer, decided_at: now(), code: null } as const;
    if (await decideApproval(tx, id, decision))
      await noteAct(tx, withdrawal(`officer.${officer}`, order, 'withdrawn'), now());
  });
  tellOffice();
  return ok({ outcome: 'withdrawn' });
}

async function stopOrder(
  parts: ServerParts,
  officer: Id,
  row: ApprovalRow,
  voided: SignedOrder<'void'>,
): Promise<Result<{ outcome: 'void' | 'committed' }>> {
  const { body } = voided.order;
  const isOfThis = body.type === 'order' && body.order.id === row.id && body.order.type === row.type;
  if (!isOfThis) return refuse('BAD_ORDER', 'a void of another order');
  const act = { actor: `officer.${officer}`, order: voided.order };
  const answer = await carryOut(parts, act, () => parts.money.submitOrder(voided));
  if (answer.state !== 'committed') return asRefusal(answer);
  return ok({ outcome: resultSchemas.void.parse(answer.result).outcome });
}

/** How many wait, now and at each change. */
export async function* waitingCounts(
  { db, now }: { db: Database; now(): number },
  signal: AbortSignal,
): AsyncGenerator<number> {
  const changes = officeNews(signal);
  yield await countWaiting(db, now());
  try {
    for await (const _ of changes) yield await countWaiting(db, now());
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
