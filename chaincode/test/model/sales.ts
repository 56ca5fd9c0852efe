import { type Facts, No, refuseIf, textOf } from './facts.ts';
import { accountOf, openOf, openVendor, type Rule, requireTerminal, vendorOf } from './judging.ts';
import { asLots, fold, settlePurse, spend } from './money.ts';
import { chargeOffline } from './offline.ts';
import { alsoDo, mustSpend, requireAlive, sell, useCounter } from './selling.ts';
import { dayOf, plusDays } from './state.ts';

export const charge: Rule<'charge'> = (judging) => {
  const { state, facts, signed, limits, now, today } = judging;
  const { vendor, terminal, amount } = facts.order.body;
  requireTerminal(state, terminal, vendor);
  signed.require(`terminal.${terminal}`);
  openVendor(state, vendor);
  const { code, order } = facts;
  if (!code) throw new No('BAD_ORDER');
  const account = accountOf(state, code.account);
  if (order.body.offline !== undefined) return chargeOffline(judging, code, account);
  refuseIf(account.key !== code.key, 'BAD_SIGNATURE');
  requireAlive(code.counter, now);
  refuseIf(amount > limits.chargeCap, 'CHARGE_CAP');
  refuseIf(amount > code.cap, 'CODE_CAP');
  mustSpend(account);
  const sold = sell(
    judging as never,
    { charge: order.id, vendor, terminal, account: code.account, amount, text: textOf(order), lotsOf: today },
    account,
    () => {
      refuseIf(code.counter <= account.highestCounter, 'CODE_USED');
      refuseIf(account.limited && account.spentLimited + amount > limits.limitedCap, 'LIMITED_CAP');
    },
  );
  return alsoDo(sold, () => {
    useCounter(account, code.counter, now);
    if (account.limited) account.spentLimited += amount;
  });
};

export const pay: Rule<'pay'> = (judging) => {
  const { state, facts, signed, limits, now, today } = judging;
  const { request } = facts;
  if (!request) throw new No('BAD_ORDER');
  const terminal = state.terminals.get(request.terminal);
  if (!terminal) throw new No('UNKNOWN_TERMINAL');
  refuseIf(terminal.key !== request.key, 'BAD_SIGNATURE');
  refuseIf(request.charge !== facts.order.id, 'BAD_ORDER');
  requireTerminal(state, request.terminal, terminal.vendor);
  openVendor(state, terminal.vendor);
  const { account: id } = facts.order.body;
  const account = accountOf(state, id);
  signed.require(`account.${id}`);
  refuseIf(now > request.expiresSeconds * 1_000, 'REQUEST_EXPIRED');
  refuseIf(request.expiresSeconds * 1_000 > now + 604_920_000, 'BAD_ORDER');
  refuseIf(request.amount > limits.chargeCap, 'CHARGE_CAP');
  const { charge: sale, amount } = request;
  mustSpend(account);
  const text = textOf(facts.order);
  const sold = sell(
    judging as never,
    {
      charge: sale,
      vendor: terminal.vendor,
      terminal: request.terminal,
      account: id,
      amount,
      text,
      lotsOf: today,
    },
    account,
    () => refuseIf(account.limited && account.spentLimited + amount > limits.limitedCap, 'LIMITED_CAP'),
  );
  return alsoDo(sold, () => {
    if (account.limited) account.spentLimited += amount;
  });
};

export const transfer: Rule<'transfer'> = ({ state, facts, signed, limits, today }) => {
  const { from, to, amount } = facts.order.body;
  const sender = accountOf(state, from);
  signed.require(`account.${from}`);
  refuseIf(from === to, 'SAME_ACCOUNT');
  mustSpend(sender);
  refuseIf(sender.limited, 'ACCOUNT_LIMITED');
  const receiver = openOf(state, to);
  refuseIf(amount > limits.transferCap, 'TRANSFER_CAP');
  const purse = fold(state, facts as Facts, from);
  const sum = (sender.sent.day === today ? sender.sent.sum : 0) + amount;
  refuseIf(sum > limits.transferDayCap, 'TRANSFER_CAP');
  const taken = spend(state, purse, amount, today, ({ transferable }) => transferable, 'NOT_TRANSFERABLE');
  return {
    change: () => {
      settlePurse(sender, purse, taken);
      sender.sent = { day: today, sum };
      receiver.notes.set(`a.${to}/t.${facts.order.id}`, taken);
    },
    answer: { from, to, amount, lots: asLots(taken) },
  };
};

export const refund: Rule<'refund'> = ({ state, facts, signed, limits, today }) => {
  const { vendor: vendorId, terminal, charge: chargeId, amount } = facts.order.body;
  requireTerminal(state, terminal, vendorId);
  signed.require(`terminal.${terminal}`);
  const sale = state.charges.get(`${vendorId}/${chargeId}`);
  if (!sale || sale === 'void') throw new No('UNKNOWN_CHARGE');
  if ('bounced' in sale) throw new No('CHARGE_BOUNCED');
  refuseIf(sale.refunded + amount > sale.amount, 'REFUND_EXCEEDS_CHARGE');
  refuseIf(today > plusDays(dayOf(sale.at), limits.refundDays), 'REFUND_TOO_LATE');
  const lots = lastPieces(sale.lots, sale.refunded, amount);
  refuseIf(
    lots.some(([programme]) => today > (state.programmes.get(programme)?.lastDay ?? '')),
    'PROGRAMME_OVER',
  );
  const vendor = vendorOf(state, vendorId);
  const sum = (vendor.refundsOn.get(today) ?? 0) + amount;
  const approved = signed.officer('approver') !== null;
  refuseIf(sale.day !== vendor.day && !approved, 'SECOND_OFFICER_NEEDED');
  refuseIf(sum > limits.refundDayCap && !approved, 'REFUND_CAP');
  const account = accountOf(state, sale.account);
  const revoked = account.status === 'closed';
  return {
    change: () => {
      sale.refunded += amount;
      vendor.refundsOn.set(today, sum);
      vendor.days.set(vendor.day, [...(vendor.days.get(vendor.day) ?? []), { kind: 'refund', lots }]);
      if (!revoked) account.notes.set(`a.${sale.account}/r.${facts.order.id}`, lots);
      else for (const [id, one] of lots) bookRevoked(state.programmes.get(id), one);
    },
    answer: {
      refund: facts.order.id,
      account: sale.account,
      amount,
      lots: asLots(lots),
      revoked,
      refunded: sale.refunded + amount,
      day: vendor.day,
    },
  };
};

function bookRevoked(programme: { revoked: number } | undefined, amount: number): void {
  if (programme) programme.revoked += amount;
}

/** From the end of the charge's lots, going on where the last refund ended. */
function lastPieces(lots: readonly [string, number][], before: number, amount: number): [string, number][] {
  const pieces: [string, number][] = [];
  let [skip, missing] = [before, amount];
  for (const [programme, held] of [...lots].reverse()) {
    const passed = Math.min(skip, held);
    const piece = Math.min(held - passed, missing);
    if (piece > 0) pieces.push([programme, piece]);
    skip -= passed;
    missing -= piece;
  }
  return pieces;
}
