import { sumWon, type VoidableOrder } from '@kumoh-pay/domain';
import type { AuditEntry } from '../audit-log/audit-log.ts';

/** What an order is about, in the audit log: the same while it waits, when it is done, and when it is withdrawn. */
export function subjectOf({ id, type, body }: VoidableOrder): string {
  if (type === 'bootstrap') return 'ledger';
  if (type === 'preparePayout') return `payout.${id}`;
  if ('officer' in body)
    return `officer.${typeof body.officer === 'string' ? body.officer : body.officer.id}`;
  if ('account' in body) return `account.${body.account}`;
  if ('programme' in body) return `programme.${body.programme}`;
  if ('batch' in body) return `payout.${body.batch}`;
  if ('day' in body) return `settlement.${body.vendor}.${body.day}`;
  if ('terminal' in body) return `terminal.${body.terminal}`;
  if ('vendor' in body) return `vendor.${body.vendor}`;
  return `order.${id}`;
}

/** A list of five thousand receivers is on the ledger; the log says how many and how much. */
export function inShort(order: VoidableOrder): unknown {
  if (order.type !== 'issue' && order.type !== 'revoke') return { order: order.id, ...order.body };
  const { receivers, ...body } = order.body;
  const total = sumWon(receivers.map(({ amount }) => amount));
  return { order: order.id, ...body, receivers: receivers.length, total };
}

/** An order taken back before it was done, or too late: then it has been done. */
export const withdrawal = (
  actor: string,
  order: VoidableOrder,
  outcome: 'void' | 'committed' | 'withdrawn',
): AuditEntry => ({
  actor,
  act: 'withdraw',
  subject: subjectOf(order),
  after: { order: order.id, type: order.type, outcome },
});
