import {
  accountBox,
  addWon,
  type Id,
  issuePartSize,
  partsOf,
  Refusal,
  type ResultOf,
  type Supply,
  subtractWon,
  sumWon,
  type Won,
  zeroWon,
} from '@kumoh-pay/domain';
import type { OrderContext, OrderRule } from '../order-context.ts';
import { requireSupply } from '../supply.ts';

type Receivers = ResultOf<'issue'>['receivers'];

/**
 * Vouchers for up to 5,000 receivers, in parts of 200. Signed by an issuer; above the issuer's solo cap of the day by an
 * approver too. The first part judges and reserves cap and budget for the whole list; a closed or unknown receiver is
 * skipped and named, and the budget that was reserved for it is free again.
 */
export const issue: OrderRule<'issue'> = {
  async run(context) {
    const { state, order, part: number } = context;
    const { programme, receivers } = order.body;
    const part = number ?? 0;
    const supply = part === 0 ? await reserve(context) : await requireSupply(state, programme);
    const issued: Receivers = [];
    const skipped: Id[] = [];
    let free = zeroWon;
    const first = part * issuePartSize;
    for (const [i, { account, amount }] of receivers.slice(first, first + issuePartSize).entries()) {
      if (await writeNote(context, account, amount, first + i))
        issued.push({ account, amount, lots: [{ programme, amount }] });
      else {
        skipped.push(account);
        free = addWon(free, amount);
      }
    }
    const amount = sumWon(issued.map((receiver) => receiver.amount));
    state.put('supply', [programme], {
      ...supply,
      reserved: subtractWon(supply.reserved, free),
      issued: addWon(supply.issued, amount),
    });
    return { programme, part, parts: partsOf('issue', receivers.length), amount, receivers: issued, skipped };
  },
};

/** @throws UNKNOWN_PROGRAMME, PROGRAMME_OVER, BUDGET_EXCEEDED, NOT_AUTHORISED, SECOND_OFFICER_NEEDED */
async function reserve(context: OrderContext<'issue'>): Promise<Supply> {
  const { state, order, today } = context;
  const { programme: id, receivers } = order.body;
  const total = sumWon(receivers.map(({ amount }) => amount));
  await requireIssuer(context, total);
  const programme = await state.get('programme', id);
  const supply = await requireSupply(state, id);
  if (!programme) throw new Refusal('UNKNOWN_PROGRAMME');
  if (today > programme.lastDay) throw new Refusal('PROGRAMME_OVER');
  const reserved = addWon(supply.reserved, total);
  if (reserved > programme.budget) throw new Refusal('BUDGET_EXCEEDED');
  return { ...supply, reserved };
}

/** An issuer with an approver, or alone up to the solo cap of the Seoul day. */
async function requireIssuer(
  { state, signed, policy, today }: OrderContext<'issue'>,
  total: Won,
): Promise<void> {
  if (signed.by.length > 1) {
    signed.requireTwo('issuer', 'approver');
    return;
  }
  const issuer = signed.requireOfficer('issuer');
  const alone = addWon((await state.get('issuer', issuer, today))?.sum ?? zeroWon, total);
  if (alone > policy.limits.soloIssueCap) throw new Refusal('SECOND_OFFICER_NEEDED', 'approver');
  state.put('issuer', [issuer, today], { sum: alone });
}

async function writeNote(
  { state, order, now, post }: OrderContext<'issue'>,
  account: Id,
  amount: Won,
  place: number,
): Promise<boolean> {
  const record = await state.get('account', account);
  if (!record || record.status === 'closed') return false;
  const lots = [{ programme: order.body.programme, amount }];
  state.put('note', [accountBox(account), `i.${order.id}.${place}`], {
    lots,
    from: 'programme',
    kind: 'issue',
    at: now,
  });
  post('programme', accountBox(account), lots);
  return true;
}
