import {
  addDays,
  type BounceReason,
  bounceReasonSchema,
  type Id,
  ok,
  policySchema,
  type Result,
  refuse,
  type SignedOrder,
  seoulDay,
  seoulDayStart,
} from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { saleOf } from '../index/sales.ts';
import type { Counter } from './charge.ts';
import { type PaidSale, paidSale, payerNames, saleAnswer } from './sale-answer.ts';
import { terminalNames } from './store.ts';

/** A charge taken offline that moved no won, and has not been paid since. Amount in won, times in Unix milliseconds. */
export interface BouncedLine {
  charge: Id;
  /** For the order that presents it again: the ledger finds the notes by it. */
  account: Id;
  amount: number;
  payer: string;
  terminalName: string;
  takenAt: number;
  reason: BounceReason;
  /** Until the end of this Seoul day it may be presented again; null: never, its code has paid something else. */
  presentUntil: string | null;
}

/** As far back as anything may still be done about it: newest first. */
export async function bouncedCharges(
  { db, money, now }: Pick<ServerParts, 'db' | 'money' | 'now'>,
  vendor: Id,
): Promise<BouncedLine[]> {
  await money.indexed();
  const [policy] = await money.read({ records: [['policy']] });
  const refundDays = policy ? policySchema.parse(JSON.parse(policy)).limits.refundDays : 0;
  const from = seoulDayStart(addDays(seoulDay(now()), -refundDays));
  const rows = await unpaidSince(db, vendor, from);
  const accounts = rows.map(({ account }) => account);
  const [nameOf, terminals] = await Promise.all([payerNames(db, accounts), terminalNames(db, vendor)]);
  return rows.map(({ charge, account, amount, terminal, reason: kept, taken_at: takenAt }) => {
    const reason = bounceReasonSchema.parse(kept);
    const presentUntil = reason === 'CODE_USED' ? null : addDays(seoulDay(takenAt), refundDays);
    const terminalName = terminals.get(terminal) ?? '';
    return { charge, account, amount, payer: nameOf(account), terminalName, takenAt, reason, presentUntil };
  });
}

const unpaidSince = (db: Database, vendor: Id, from: number) =>
  db
    .selectFrom('bounced')
    .leftJoin('sale', (join) =>
      join.onRef('sale.vendor', '=', 'bounced.vendor').onRef('sale.charge', '=', 'bounced.charge'),
    )
    .select([
      'bounced.charge',
      'bounced.account',
      'bounced.amount',
      'bounced.terminal',
      'bounced.reason',
      'bounced.taken_at',
    ])
    .where('bounced.vendor', '=', vendor)
    .where('bounced.taken_at', '>=', from)
    .where('sale.charge', 'is', null)
    .orderBy('bounced.taken_at', 'desc')
    .execute();

/** Asks once more for a charge that bounced. One that another terminal has presented meanwhile is the sale that it became. */
export async function presentFor(
  { db, money }: Pick<ServerParts, 'db' | 'money'>,
  terminal: Counter,
  signed: SignedOrder<'presentCharge'>,
): Promise<Result<PaidSale>> {
  const { body } = signed.order;
  if (body.vendor !== terminal.vendor) return refuse('WRONG_VENDOR');
  if (body.terminal !== terminal.id) return refuse('NOT_AUTHORISED', 'terminal');
  const answer = await saleAnswer(db, await money.submitOrder(signed));
  if (answer.ok || answer.code !== 'UNKNOWN_CHARGE') return answer;
  await money.indexed();
  const known = await saleOf(db, terminal.vendor, body.charge);
  return known ? ok(await paidSale(db, known.sale)) : answer;
}
