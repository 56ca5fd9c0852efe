import {
  type Id,
  type OrderOf,
  ok,
  type Result,
  refuse,
  resultSchemas,
  type SignedOrder,
  sumWon,
  type VoidableType,
} from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import type { ServerParts } from '../doors/context.ts';
import { enrollerOrder, enrollerSignature } from '../enroller/enroller.ts';
import { forgetLeaver } from '../member/leave.ts';
import { submitAboutOfficer } from '../officer/officer-order.ts';
import type { PartsAnswer } from '../order/long-order.ts';

/** What an order of an officer did, as far as the screen cannot read it from the index. */
export interface DoneByOfficer {
  /** Parts of an issue that are done, of so many; 1 of 1 for any other order. */
  done: number;
  parts: number;
}
type OfficerOrder = SignedOrder<VoidableType>;

/** Sends an officer's order, waits until the index shows it, and writes it down. The ledger judges the signatures. */
export async function submitByOfficer(
  parts: ServerParts,
  officer: Id,
  signed: OfficerOrder,
): Promise<Result<DoneByOfficer>> {
  if (!signed.signatures.some(({ by }) => by === `officer.${officer}`))
    return refuse('NOT_AUTHORISED', 'not your own signature');
  if (isAboutOfficer(signed)) {
    const done = await submitAboutOfficer(parts, officer, signed);
    return done.ok ? ok({ done: 1, parts: 1 }) : done;
  }
  const { answer, ...progress } = await submitUntilFirst(parts, signed);
  if (answer.state === 'refused') return refuse(answer.code, answer.detail);
  if (answer.state === 'void') return refuse('ORDER_VOID');
  const { order } = signed;
  const act = { actor: `officer.${officer}`, act: order.type, subject: subjectOf(order) };
  if (answer.state !== 'committed') {
    // It may commit yet, and nobody may ask again: that it was sent is written down.
    await noteAct(parts.db, { ...act, after: { order: order.id, outcome: 'unknown' } }, parts.now());
    return refuse('OUTCOME_UNKNOWN');
  }
  await noteAct(parts.db, { ...act, after: inShort(order) }, parts.now());
  if (order.type === 'closeAccount') {
    await sweep(parts, order.body.account);
    await forgetLeaver(parts.db, order.body.account);
  }
  await parts.money.indexed();
  return ok({ done: progress.parts, parts: progress.parts });
}

/**
 * A long list is answered when its first part is done, which has judged and reserved the whole: the rest goes on here,
 * shows in the index part by part, and is resumed by the next start if this server dies.
 */
function submitUntilFirst({ money, log }: ServerParts, signed: OfficerOrder): Promise<Submitted> {
  return new Promise((resolve, reject) => {
    const first = ({ done, parts }: { done: number; parts: number }) =>
      resolve({ answer: { state: 'committed' }, done, parts });
    money.submitInParts(signed, first).then((whole) => {
      const { state } = whole.answer;
      if (state !== 'committed')
        log.warn({ order: signed.order.id, state, done: whole.done }, 'a list stopped in the middle');
      resolve(whole);
    }, reject);
  });
}
type Submitted = Pick<PartsAnswer, 'done' | 'parts'> & {
  answer: Exclude<PartsAnswer['answer'], { state: 'committed' }> | { state: 'committed' };
};

const isAboutOfficer = (
  signed: OfficerOrder,
): signed is
  | SignedOrder<'appointOfficer'>
  | SignedOrder<'retireOfficer'>
  | SignedOrder<'replaceOfficerKey'> => aboutOfficers.has(signed.order.type);
const aboutOfficers: ReadonlySet<string> = new Set(['appointOfficer', 'retireOfficer', 'replaceOfficerKey']);

/** A closed account's won go back to their programmes, page after page; anyone may, so the server does. */
async function sweep({ keys, money, now }: ServerParts, account: Id): Promise<void> {
  for (let more = true; more; ) {
    const order = enrollerOrder('sweepAccount', { account }, now());
    const signatures = [enrollerSignature(keys, money.ledgerName, order)];
    const answer = await money.submitOrder({ order, signatures });
    more = answer.state === 'committed' && resultSchemas.sweepAccount.parse(answer.result).more;
  }
}

/** What an order is about, in the audit log: the same while it waits, when it is done, and when it is withdrawn. */
export function subjectOf({ id, type, body }: OrderOf<VoidableType>): string {
  if (type === 'preparePayout') return `payout.${id}`;
  if ('officer' in body)
    return `officer.${typeof body.officer === 'string' ? body.officer : body.officer.id}`;
  if ('account' in body) return `account.${body.account}`;
  if ('programme' in body) return `programme.${body.programme}`;
  if ('batch' in body) return `payout.${body.batch}`;
  if ('day' in body) return `settlement.${body.vendor}.${body.day}`;
  if ('vendor' in body) return `vendor.${body.vendor}`;
  return `order.${id}`;
}

/** A list of five thousand receivers is on the ledger; the log says how many and how much. */
function inShort(order: OrderOf<VoidableType>): unknown {
  if (order.type !== 'issue' && order.type !== 'revoke') return { order: order.id, ...order.body };
  const { receivers, ...body } = order.body;
  const total = sumWon(receivers.map(({ amount }) => amount));
  return { order: order.id, ...body, receivers: receivers.length, total };
}
