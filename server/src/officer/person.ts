import type { OfficerRole } from '@kumoh-pay/domain';
import { officerRoleSchema } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import { findOfficer, ledgerRoles } from './store.ts';

/** Who a console's session belongs to. `roles` are those that the ledger holds; none before the bootstrap. */
export interface OfficerPerson {
  /** Two approvers have put this person on the ledger, and nobody has retired them since. */
  isAppointed: boolean;
  id: string;
  name: string;
  mail: string;
  roles: OfficerRole[];
}

export async function officerPerson(db: Database, id: string): Promise<OfficerPerson | null> {
  const officer = await findOfficer(db, id);
  if (!officer || officer.state === 'retired') return null;
  const onLedger = await ledgerRoles(db, id);
  if (onLedger && !onLedger.active) return null;
  const { name, mail } = officer;
  return { id, name, mail, isAppointed: onLedger !== undefined, roles: readRoles(onLedger?.roles ?? '') };
}

/** Roles as tables keep them, separated by commas. */
export const readRoles = (text: string): OfficerRole[] =>
  text === '' ? [] : text.split(',').map((role) => officerRoleSchema.parse(role));
