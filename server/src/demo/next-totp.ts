import type { Id, OfficerRole } from '@kumoh-pay/domain';
import type { ServerParts } from '../doors/context.ts';
import { readRoles } from '../officer/person.ts';
import { totpPurpose } from '../officer/register.ts';
import { findOfficer } from '../officer/store.ts';
import { unusedTotpCode } from '../officer/totp.ts';

/** What the officer's authenticator would show next, and the roles, by which a visitor chooses. */
export async function nextTotp(
  { db, keys, now }: Pick<ServerParts, 'db' | 'keys' | 'now'>,
  id: Id,
): Promise<{ roles: OfficerRole[]; totp: string | null }> {
  const officer = await findOfficer(db, id);
  if (!officer) return { roles: [], totp: null };
  const secret = keys.open(totpPurpose, officer.totp_sealed);
  return { roles: readRoles(officer.roles), totp: unusedTotpCode(secret, now(), officer.totp_step) };
}
