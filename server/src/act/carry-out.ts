import { type SignedOrder, secondMs } from '@kumoh-pay/domain';
import { tellOffice } from '../approval/office-news.ts';
import { noteAct } from '../audit-log/audit-log.ts';
import { type Database, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { forgetLeaver } from '../member/leave.ts';
import type { SubmitAnswer } from '../money.ts';
import { findAttempt, settledAttempt, storedOrder } from '../order/attempt-store.ts';
import { tellEnded } from '../session/ended.ts';
import { paidStatements, queueStatement } from '../settlement/statement.ts';
import { type ActKey, type ActRow, beginAct, dropAct, endAct, isActDone, openActs } from './store.ts';
import { type Act, endedBy, followUp } from './what-follows.ts';

type ActParts = Pick<ServerParts, 'db' | 'keys' | 'log' | 'mailWaiting' | 'money' | 'now'>;
/** A long list has no result of its own yet when its first part has answered. */
export type Sent = Exclude<SubmitAnswer, { state: 'committed' }> | { state: 'committed'; result?: unknown };

/**
 * Sends an order that somebody answers for, writes here what follows from it, and notes it in the audit log. That it was
 * begun stands in a row of its own first: what a death, or a late answer, left in the middle is finished by `keepActs`.
 */
export async function carryOut<Answer extends Sent>(
  parts: ActParts,
  act: Act,
  send: () => Promise<Answer>,
): Promise<Answer> {
  const key = keyOf(act);
  await beginAct(parts.db, key, parts.now());
  const answer = await send();
  if (answer.state === 'unknown') return answer;
  if (answer.state === 'committed' && (await isActOf(parts.db, act))) await finish(parts, act, answer.result);
  else await dropAct(parts.db, key);
  return answer;
}

const keyOf = ({ actor, order }: Act): ActKey => ({ order_id: order.id, type: order.type, actor });
const attemptOf = (db: Database, { order_id, type }: ActKey) => findAttempt(db, { order_id, type, part: 0 });
/** An order that stands already answers everybody, whatever they send: it is the act of those whose signatures were judged. */
async function isActOf(db: Database, { actor, order }: Act): Promise<boolean> {
  const attempt = await attemptOf(db, keyOf({ actor, order }));
  return attempt !== null && isSignedBy(storedOrder(attempt.signed, order.type, 0), actor);
}
const isSignedBy = ({ signatures }: SignedOrder, actor: string): boolean =>
  signatures.some(({ by }) => by === actor);

/** Runs as often as it is called, and is noted once. */
async function finish(parts: ActParts, act: Act, result: unknown): Promise<void> {
  const { db, keys, now } = parts;
  const { actor, order } = act;
  if (await isActDone(db, keyOf(act))) return;
  if (order.type === 'closeAccount') await forgetLeaver(db, order.body.account);
  const statements = order.type === 'recordPayout' ? await paidStatements(parts, order.body) : [];
  await transaction(db, async (tx) => {
    // Its row may be gone: the same order with another signature of the same person was refused meanwhile.
    await beginAct(tx, keyOf(act), now());
    if (!(await endAct(tx, keyOf(act), now()))) return;
    const entry = await followUp({ ...parts, db: tx }, act, result);
    if (entry) await noteAct(tx, entry, now());
    for (const statement of statements) await queueStatement({ db: tx, keys, now }, actor, statement);
  });
  tellOffice();
  parts.mailWaiting();
  for (const subject of endedBy(order)) tellEnded(subject);
}

/** What was left in its middle is looked for at the start, and then this often: the log is behind the ledger by no more. */
const lookMs = 5 * secondMs;

/** Finishes what was begun, as soon as it is known what became of it. Call it before a door is open. @returns ends it. */
export async function keepActs(parts: ActParts): Promise<() => Promise<void>> {
  await finishAll(parts, forget);
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(() => finishAll(parts, leave));
  }, lookMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

type Unsent = (parts: ActParts, row: ActRow) => Promise<unknown>;
/** At the start: the server died before it wrote the order down, so nobody will ever send it. */
const forget: Unsent = ({ db }, row) => dropAct(db, row);
/** Later: it is being written down just now. */
const leave: Unsent = async () => undefined;

async function finishAll(parts: ActParts, unsent: Unsent): Promise<void> {
  try {
    for (const row of await openActs(parts.db))
      await finishLater(parts, row, unsent).catch((error: unknown) =>
        parts.log.error({ err: error, order: row.order_id }, 'an act was not finished; it is tried again'),
      );
  } catch (error) {
    parts.log.error({ err: error }, 'acts could not be looked for');
  }
}

async function finishLater(parts: ActParts, row: ActRow, unsent: Unsent): Promise<void> {
  const attempt = await attemptOf(parts.db, row);
  if (!attempt) return void (await unsent(parts, row));
  const settled = settledAttempt(attempt);
  if (!settled) return;
  if (settled.state !== 'committed') return void (await dropAct(parts.db, row));
  const signed = storedOrder(attempt.signed, row.type, 0);
  if (isSignedBy(signed, row.actor))
    await finish(parts, { actor: row.actor, order: signed.order }, settled.result);
  else await dropAct(parts.db, row);
}
