import type { Result, SignedOrder } from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { asResult } from '../money.ts';
import { deleteSessionsOf } from '../session/store.ts';
import { updateOfficer } from './store.ts';

export type OfficerOrder =
  | SignedOrder<'appointOfficer'>
  | SignedOrder<'retireOfficer'>
  | SignedOrder<'replaceOfficerKey'>;

/** Sends an order about an officer, and writes down here what it did there. The ledger judges the signatures. */
export async function submitAboutOfficer(
  parts: ServerParts,
  sender: string,
  signed: OfficerOrder,
): Promise<Result<null>> {
  const { order } = signed;
  const answer = asResult(await parts.money.submitOrder(signed));
  if (!answer.ok) return answer;
  const subject = order.type === 'appointOfficer' ? order.body.officer.id : order.body.officer;
  await transaction(parts.db, async (tx) => {
    if (order.type === 'appointOfficer')
      await updateOfficer(tx, subject, { state: 'active', roles: order.body.officer.roles.join(',') });
    if (order.type === 'replaceOfficerKey') await updateOfficer(tx, subject, { public_key: order.body.key });
    if (order.type === 'retireOfficer') {
      await updateOfficer(tx, subject, { state: 'retired' });
      await deleteSessionsOf(tx, 'officer', subject, '');
    }
    await noteAct(
      tx,
      { actor: `officer.${sender}`, act: order.type, subject: `officer.${subject}`, after: order.body },
      parts.now(),
    );
  });
  return answer;
}
