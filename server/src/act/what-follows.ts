import { type Id, type Order, officerSchema, resultSchemas, type VoidableOrder } from '@kumoh-pay/domain';
import { decideApproval } from '../approval/store.ts';
import type { AuditEntry } from '../audit-log/audit-log.ts';
import type { ServerParts } from '../doors/context.ts';
import { deleteInvitations, lockOfficer, updateOfficer } from '../officer/store.ts';
import { deleteSessionsOf, deleteSessionsOfTerminal } from '../session/store.ts';
import { retireTerminalRow } from '../terminal/store.ts';
import { inShort, subjectOf, withdrawal } from './what-is-noted.ts';

export interface Act {
  /** `officer.{id}` or `terminal.{id}`. */
  actor: string;
  order: Order;
}
type FollowUpParts = Pick<ServerParts, 'db' | 'money' | 'now'>;

/** What a committed order changes in this server's own records. May run again, and late: then it changes nothing. */
async function changeRecords({ db, money }: FollowUpParts, { type, body }: VoidableOrder): Promise<void> {
  if (type === 'bootstrap') {
    for (const { id } of body.officers) await takeFromLedger({ db, money }, id);
    await deleteInvitations(db, 'firstRun');
  } else if (type === 'appointOfficer') {
    await takeFromLedger({ db, money }, body.officer.id);
  } else if (type === 'replaceOfficerKey' || type === 'retireOfficer') {
    await takeFromLedger({ db, money }, body.officer);
  } else if (type === 'retireTerminal') {
    await retireTerminalRow(db, body.terminal);
    await deleteSessionsOfTerminal(db, body.terminal);
    await deleteSessionsOf(db, 'terminal', body.terminal, '');
  }
}

/** What the ledger says now, and not what the order said then: the officer may have been appointed anew since. */
async function takeFromLedger({ db, money }: Pick<FollowUpParts, 'db' | 'money'>, id: Id): Promise<void> {
  await lockOfficer(db, id);
  const [text] = await money.read({ records: [['officer', id]] });
  const { key, recoveryKey, roles, active } = officerSchema.parse(JSON.parse(text ?? 'null'));
  await updateOfficer(db, id, {
    public_key: key,
    ...(recoveryKey !== null && { recovery_key: recoveryKey }),
    ...(active && { roles: roles.join(',') }),
    state: active ? 'active' : 'retired',
  });
  if (!active) await deleteSessionsOf(db, 'officer', id, '');
}

/** Whose sessions are over with it. */
export function endedBy({ type, body }: Order): Id[] {
  if (type === 'retireOfficer') return [body.officer];
  return type === 'retireTerminal' ? [body.terminal] : [];
}

/** Writes it, and answers what the audit log is to say; null when another call has said it. */
export async function followUp(
  parts: FollowUpParts,
  { actor, order }: Act,
  result: unknown,
): Promise<AuditEntry | null> {
  const decision = {
    decided_by: actor.replace(/^officer\./, ''),
    decided_at: parts.now(),
    code: null,
  };
  if (order.type !== 'void') {
    await changeRecords(parts, order);
    // One that nobody had to sign with the sender waits in no inbox.
    await decideApproval(parts.db, order.id, { ...decision, state: 'done' });
    return { actor, act: order.type, subject: subjectOf(order), after: inShort(order) };
  }
  if (order.body.type !== 'order') throw new Error('an officer voids orders of the inbox, and no sale');
  const { order: stopped } = order.body;
  const { outcome } = resultSchemas.void.parse(result);
  const state = outcome === 'committed' ? 'done' : 'withdrawn';
  if (!(await decideApproval(parts.db, stopped.id, { ...decision, state }))) return null;
  return withdrawal(actor, stopped, outcome);
}
