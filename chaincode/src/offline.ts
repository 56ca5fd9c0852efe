import {
  type Account,
  addDays,
  addWon,
  type BounceReason,
  codeClockWrongMs,
  type Day,
  type Id,
  type OrderOf,
  type PayCode,
  type Purse,
  Refusal,
  type ResultOf,
  seoulDay,
  smallerWon,
  type Won,
  walletCertificateBytes,
  walletCertificateLifetimeMs,
  zeroWon,
} from '@kumoh-pay/domain';
import { type KeyInForce, keyAt, withLimitedSpending } from './accounts.ts';
import { takeOrSayWhy } from './lots.ts';
import type { OrderContext } from './order-context.ts';
import { judgeCode } from './pay-code.ts';
import { isUsed, readHints, readPurse, withCounter } from './purse.ts';
import { bookSale, takenBy } from './sale.ts';
import { verifySignature } from './verify.ts';

type Trust = NonNullable<OrderOf<'charge'>['body']['offline']>;

/**
 * A charge that a terminal took without a connection, judged by its own `at`: the key in force then, the lots alive then.
 * What the terminal could see and did not heed is refused. What it could not see, an empty, suspended or closed account
 * or a code that was used elsewhere, bounces: no won moves, the counter is used up, and the record keeps the evidence.
 * @throws BAD_ORDER, NOT_AUTHORISED, BAD_SIGNATURE, CLOCK_WRONG, CODE_EXPIRED, CHARGE_CAP, CODE_CAP, OFFLINE_CAP, LIMITED_CAP
 */
export async function takeOffline(
  context: OrderContext<'charge'>,
  trust: Trust,
  code: PayCode,
  account: Account,
): Promise<ResultOf<'charge'>> {
  const { state, order } = context;
  const { vendor, terminal, amount } = order.body;
  const key = keyAt(account, order.at);
  judgeCode(context, code, key, order.at);
  if (key === null) throw new Refusal('BAD_SIGNATURE', 'code');
  await requireCertificate(context, trust, code, key);
  const purse = await readPurse(state, code.account);
  // Such a code can never pay: it uses up no sum of the member's.
  if (isUsed(purse, code.counter)) return bounce(context, code.account, 'CODE_USED');

  const judged = withSums(context, withCounter(purse, code.counter, context.now), key);
  const day = seoulDay(order.at);
  const sum = addWon((await state.get('offline', terminal, day))?.sum ?? zeroWon, amount);
  if (sum > context.policy.limits.offlineDayCap) throw new Refusal('OFFLINE_CAP', 'terminal');
  state.put('offline', [terminal, day], { sum });
  const reason = await hindrance(context, code.account, account, day);
  if (reason !== null) {
    state.put('purse', [code.account], judged);
    return bounce(context, code.account, reason);
  }
  const sale = { charge: order.id, vendor, terminal, account: code.account, amount };
  const late = { takenAt: order.at, lotsOf: day };
  return bookSale(context, sale, account, ({ lots }) => ({ ...judged, lots }), late);
}

/** The certificate that the terminal trusted: by the enroller, for this account's key at that time, and for the amount. */
async function requireCertificate(
  { state, ledger, order, policy }: OrderContext<'charge'>,
  { enroller }: Trust,
  { account, certificate }: PayCode,
  { key }: KeyInForce,
): Promise<void> {
  if (certificate === null) throw new Refusal('BAD_ORDER', 'a code that is for online payment only');
  const officer = await state.get('officer', enroller);
  if (!officer?.active || !officer.roles.includes('enroller'))
    throw new Refusal('NOT_AUTHORISED', 'enroller');
  const bytes = walletCertificateBytes(ledger, account, certificate.signedFields);
  if (certificate.key !== key || !verifySignature(officer.key, bytes, certificate.signature))
    throw new Refusal('BAD_SIGNATURE', 'certificate');
  const notAfter = certificate.notAfterSeconds * 1_000;
  if (order.at > notAfter) throw new Refusal('CODE_EXPIRED', 'certificate');
  if (notAfter > order.at + walletCertificateLifetimeMs + codeClockWrongMs)
    throw new Refusal('BAD_ORDER', 'the certificate lives too long');
  if (order.body.amount > smallerWon(certificate.offlineCap, policy.limits.offlineCap))
    throw new Refusal('OFFLINE_CAP', 'code');
}

/** The purse with what the charge adds to its sums, whether it is paid now or later. @throws OFFLINE_CAP, LIMITED_CAP */
function withSums({ order, policy, today }: OrderContext<'charge'>, purse: Purse, key: KeyInForce): Purse {
  const { amount } = order.body;
  const offline = withOfflineSum(purse.offline ?? [], seoulDay(order.at), amount, today);
  const { sum } = offline.find(({ day }) => day === seoulDay(order.at)) ?? { sum: amount };
  if (sum > policy.limits.offlineAccountCap) throw new Refusal('OFFLINE_CAP', 'account');
  return withLimitedSpending(key, { ...purse, offline }, amount, policy);
}

/** Charges of yesterday and today may come in any order; older ones are stale. */
function withOfflineSum(
  sums: NonNullable<Purse['offline']>,
  day: Day,
  amount: Won,
  today: Day,
): NonNullable<Purse['offline']> {
  const before = sums.find((one) => one.day === day)?.sum ?? zeroWon;
  const others = sums.filter((one) => one.day !== day && one.day >= addDays(today, -1));
  return [...others, { day, sum: addWon(before, amount) }].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** What of the account keeps the charge from being paid now, or null. Nothing is folded for this look. */
async function hindrance(
  context: OrderContext<'charge'>,
  accountId: Id,
  { status }: Account,
  day: Day,
): Promise<BounceReason | null> {
  if (status === 'closed') return 'ACCOUNT_CLOSED';
  if (status === 'suspended') return 'ACCOUNT_SUSPENDED';
  const { vendor, amount } = context.order.body;
  const { purse, programmes } = await readHints(context, accountId);
  const taken = takeOrSayWhy(purse.lots, amount, programmes, day, takenBy(vendor), 'NOT_TAKEN_HERE');
  return typeof taken === 'string' ? taken : null;
}

function bounce(
  { state, order, digest, now }: OrderContext<'charge'>,
  account: Id,
  reason: BounceReason,
): ResultOf<'charge'> {
  const { vendor, terminal, amount, code } = order.body;
  const common = { terminal, account, amount, takenAt: order.at, at: now };
  state.put('charge', [vendor, order.id], { state: 'bounced', digest, code, reason, ...common });
  return { charge: order.id, vendor, ...common, bounced: reason };
}
