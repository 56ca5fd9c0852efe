import { type Id, ok, type PublicKey, type Result, refuse } from '@kumoh-pay/domain';
import { type Database, isDuplicate } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { isWeakPassword, officerPasswordMin } from '../password/password-rules.ts';
import { insertOfficer, type OfficerRow } from './store.ts';
import { newTotpSecret, totpAddress } from './totp.ts';

/** What a new officer's browser brings: keys made there, whose private halves never leave it. */
export interface NewOfficer {
  id: Id;
  name: string;
  mail: string;
  password: string;
  key: PublicKey;
  recoveryKey: PublicKey;
}
/** Shown once, for the authenticator app. */
export interface TotpEnrolment {
  totpSecret: string;
  totpAddress: string;
}

export const totpPurpose = 'totp';

/** Checked and hashed before the transaction that writes it. */
export async function officerPassword(
  parts: ServerParts,
  { mail, name, password }: Pick<NewOfficer, 'mail' | 'name' | 'password'>,
): Promise<Result<string>> {
  if (isWeakPassword(password, officerPasswordMin, [mail.split('@')[0] ?? '', name]))
    return refuse('PASSWORD_WEAK');
  const hash = await parts.passwords.hash(password);
  return hash === undefined ? refuse('TOO_MANY_TRIES', 'busy') : ok(hash);
}

export function newTotp(parts: Pick<ServerParts, 'keys'>, mail: string): TotpEnrolment & { sealed: Buffer } {
  const totpSecret = newTotpSecret();
  return {
    totpSecret,
    totpAddress: totpAddress(totpSecret, mail),
    sealed: parts.keys.seal(totpPurpose, totpSecret),
  };
}

/** Writes the officer down. The authenticator counts once its first code was shown. */
export async function writeOfficer(
  parts: Pick<ServerParts, 'keys' | 'now'>,
  tx: Database,
  officer: NewOfficer,
  more: Pick<OfficerRow, 'password_hash' | 'roles' | 'state'>,
): Promise<Result<TotpEnrolment>> {
  const { sealed, ...enrolment } = newTotp(parts, officer.mail);
  const { id, name, mail, key, recoveryKey } = officer;
  try {
    await insertOfficer(tx, {
      id,
      name,
      mail,
      public_key: key,
      recovery_key: recoveryKey,
      totp_sealed: sealed,
      totp_step: 0,
      created_at: parts.now(),
      ...more,
    });
  } catch (error) {
    if (isDuplicate(error)) return refuse('MEMBER_EXISTS', 'an officer has this mail address');
    throw error;
  }
  return ok(enrolment);
}
