import { type Facts, No, refuseIf, textOf, type Yes } from './facts.ts';
import { accountOf, type Judging, openVendor, type Rule, requireTerminal } from './judging.ts';
import { fold, spend } from './money.ts';
import { alsoDo, mustSpend, requireAlive, sell, useCounter } from './selling.ts';
import { dayOf, type ModelAccount, plusDays } from './state.ts';

type Code = NonNullable<Facts['code']>;

/** ledger.md §6: what the terminal could see is refused, what it could not see bounces. */
export function chargeOffline(judging: Judging<'charge'>, code: Code, account: ModelAccount): Yes {
  const { state, facts, limits, now } = judging;
  const { order } = facts;
  const { vendor, terminal, amount } = order.body;
  const key = keyThen(account, order.at);
  refuseIf(key?.key !== code.key, 'BAD_SIGNATURE');
  requireAlive(code.counter, order.at);
  refuseIf(amount > limits.chargeCap, 'CHARGE_CAP');
  refuseIf(amount > code.cap, 'CODE_CAP');
  certified(judging, code);
  const text = textOf(order);
  const answer = { charge: order.id, vendor, terminal, account: code.account, amount, at: now };
  const bounce = (reason: string): Yes => ({
    change: () => {
      const { id, at: takenAt } = order;
      const record = { text, bounced: reason, terminal, account: code.account, amount, takenAt };
      state.charges.set(`${vendor}/${id}`, record);
    },
    answer: { ...answer, takenAt: order.at, bounced: reason },
  });
  if (code.counter <= account.counterFloor || account.counters.includes(code.counter))
    return bounce('CODE_USED');

  const day = dayOf(order.at);
  const byAccount = (account.offlineOn.get(day) ?? 0) + amount;
  refuseIf(byAccount > limits.offlineAccountCap, 'OFFLINE_CAP');
  const counts = key?.limited === true;
  refuseIf(counts && account.spentLimited + amount > limits.limitedCap, 'LIMITED_CAP');
  const byTerminal = (state.offlineOn.get(`${terminal} ${day}`) ?? 0) + amount;
  refuseIf(byTerminal > limits.offlineDayCap, 'OFFLINE_CAP');
  const count = (): void => {
    useCounter(account, code.counter, now);
    account.offlineOn.set(day, byAccount);
    state.offlineOn.set(`${terminal} ${day}`, byTerminal);
    if (counts) account.spentLimited += amount;
  };
  const reason = hindrance(judging, code.account, account, day);
  if (reason !== null) return alsoDo(bounce(reason), count);
  const sale = { charge: order.id, vendor, terminal, account: code.account, amount };
  const late = { text, takenAt: order.at, lotsOf: day };
  return alsoDo(
    sell(judging, { ...sale, ...late }, account, () => undefined),
    count,
  );
}

function keyThen(account: ModelAccount, at: number): { key: string; limited: boolean } | undefined {
  if (at >= account.keyFrom) return account;
  return account.earlier.find(({ from, to }) => from <= at && at < to);
}

function certified({ state, facts, limits }: Judging<'charge'>, { account, key, certificate }: Code): void {
  const { body, at } = facts.order;
  if (!certificate) throw new No('BAD_ORDER');
  const enroller = state.officers.get(body.offline?.enroller ?? '');
  refuseIf(!enroller?.active || !enroller.roles.includes('enroller'), 'NOT_AUTHORISED');
  refuseIf(certificate.account !== account || certificate.key !== key, 'BAD_SIGNATURE');
  refuseIf(certificate.signedBy !== enroller?.key, 'BAD_SIGNATURE');
  const notAfter = certificate.notAfterSeconds * 1_000;
  refuseIf(at > notAfter, 'CODE_EXPIRED');
  refuseIf(notAfter > at + 7 * 86_400_000 + 600_000, 'BAD_ORDER');
  refuseIf(body.amount > certificate.cap || body.amount > limits.offlineCap, 'OFFLINE_CAP');
}

/** What of the account keeps it from paying now. */
function hindrance(
  { state, facts }: Judging<'charge'>,
  id: string,
  account: ModelAccount,
  day: string,
): string | null {
  const { vendor, amount } = facts.order.body;
  const takes = ({ vendors }: { vendors: readonly string[] | null }): boolean =>
    vendors === null || vendors.includes(vendor);
  try {
    mustSpend(account);
    spend(state, fold(state, facts as Facts, id), amount, day, takes, 'NOT_TAKEN_HERE');
    return null;
  } catch (no) {
    if (no instanceof No && no.code !== 'BAD_ORDER') return no.code;
    throw no;
  }
}

export const presentCharge: Rule<'presentCharge'> = (judging) => {
  const { state, facts, signed, limits, today } = judging;
  const { vendor, terminal, charge: id, account: payer } = facts.order.body;
  requireTerminal(state, terminal, vendor);
  signed.require(`terminal.${terminal}`);
  openVendor(state, vendor);
  const bounced = state.charges.get(`${vendor}/${id}`);
  if (!bounced || bounced === 'void' || !('bounced' in bounced)) throw new No('UNKNOWN_CHARGE');
  refuseIf(bounced.account !== payer, 'BAD_ORDER');
  refuseIf(bounced.bounced === 'CODE_USED', 'CODE_USED');
  refuseIf(today > plusDays(dayOf(bounced.takenAt), limits.refundDays), 'PRESENTED_TOO_LATE');
  const account = accountOf(state, payer);
  mustSpend(account);
  const { text, amount, takenAt } = bounced;
  const sale = { charge: id, vendor, terminal: bounced.terminal, account: payer, amount, text };
  return sell(judging as never, { ...sale, takenAt, lotsOf: today }, account, () => undefined);
};
