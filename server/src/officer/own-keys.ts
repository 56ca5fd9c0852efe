import type { VoidableOrder } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { keyRequests } from './key-request.ts';
import { findOfficer, ledgerRoles } from './store.ts';

/**
 * Whether an order gives an officer the keys that this person's own browser has made and registered here, the recovery
 * key too: whoever could slip in one of their own would be two approvers. What the ledger has already it keeps itself; a
 * replacement that the recovery code has signed is the officer's own.
 */
export async function givesOwnKeys(
  db: Database,
  { type, body }: VoidableOrder,
  signers: readonly string[],
): Promise<boolean> {
  if (type === 'appointOfficer') {
    const { id, key, recoveryKey } = body.officer;
    if (await ledgerRoles(db, id)) return true;
    const row = await findOfficer(db, id);
    return row?.state === 'appointed' && row.public_key === key && row.recovery_key === recoveryKey;
  }
  if (type !== 'replaceOfficerKey' || signers.includes(`recovery.${body.officer}`)) return true;
  // The server's own key is registered in no row: its operator makes it.
  if (!(await findOfficer(db, body.officer))) return true;
  const asked = (await keyRequests(db)).find(({ officer }) => officer === body.officer);
  return asked?.key === body.key && asked.recoveryKey === body.recoveryKey;
}
