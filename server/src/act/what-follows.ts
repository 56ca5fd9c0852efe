import { type Id, type Order, resultSchemas, type VoidableOrder } from '@kumoh-pay/domain';
import { decideApproval } from '../approval/store.ts';
import type { AuditEntry } from '../audit-log/audit-log.ts';
import type { Database } from '../db/index.ts';
import { deleteInvitations, updateOfficer } from '../officer/store.ts';
import { deleteSessionsOf, deleteSessionsOfTerminal } from '../session/store.ts';
import { retireTerminalRow } from '../terminal/store.ts';
import { inShort, subjectOf, withdrawal } from './what-is-noted.ts';

export interface Act {
  /** `officer.{id}` or `terminal.{id}`. */
  actor: string;
  order: Order;
}
/** What a committed order changes in this server's own records. May run again, and then changes nothing. */
async function changeRecords(tx: Database, { type, body }: VoidableOrder): Promise<void> {
  if (type === 'bootstrap') {
    for (const { id } of body.officers) await updateOfficer(tx, id, { state: 'active' });
    await deleteInvitations(tx, 'firstRun');
  } else if (type === 'appointOfficer') {
    const { id, roles } = body.officer;
    await updateOfficer(tx, id, { state: 'active', roles: roles.join(',') });
  } else if (type === 'replaceOfficerKey') {
    await updateOfficer(tx, body.officer, { public_key: body.key });
  } else if (type === 'retireOfficer') {
    await updateOfficer(tx, body.officer, { state: 'retired' });
    await deleteSessionsOf(tx, 'officer', body.officer, '');
  } else if (type === 'retireTerminal') {
    await retireTerminalRow(tx, body.terminal);
    await deleteSessionsOfTerminal(tx, body.terminal);
    await deleteSessionsOf(tx, 'terminal', body.terminal, '');
  }
}

/** Whose sessions are over with it. */
export function endedBy({ type, body }: Order): Id[] {
  if (type === 'retireOfficer') return [body.officer];
  return type === 'retireTerminal' ? [body.terminal] : [];
}

/** Writes it, and answers what the audit log is to say; null when another call has said it. */
export async function followUp(
  tx: Database,
  { actor, order }: Act,
  result: unknown,
  nowMs: number,
): Promise<AuditEntry | null> {
  const decision = {
    state: 'done',
    decided_by: actor.replace(/^officer\./, ''),
    decided_at: nowMs,
    code: null,
  } as const;
  if (order.type !== 'void') {
    await changeRecords(tx, order);
    // One that nobody had to sign with the sender waits in no inbox.
    await decideApproval(tx, order.id, decision);
    return { actor, act: order.type, subject: subjectOf(order), after: inShort(order) };
  }
  if (order.body.type !== 'order') throw new Error('an officer voids orders of the inbox, and no sale');
  const { order: stopped } = order.body;
  const { outcome } = resultSchemas.void.parse(result);
  const state = outcome === 'committed' ? 'done' : 'withdrawn';
  if (!(await decideApproval(tx, stopped.id, { ...decision, state }))) return null;
  return withdrawal(actor, stopped, outcome);
}
