import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { findPayee, findVendor, savePayee, saveVendorRow } from './store.ts';

/** Where a vendor is paid. */
export const bankAccountSchema = z.strictObject({
  bankCode: z.string().regex(/^\d{3}$/),
  account: z.string().regex(/^\d{6,20}$/),
  holder: z.string().trim().min(1).max(60),
});
export type BankAccount = z.infer<typeof bankAccountSchema>;

const sealedSchema = z.strictObject({ bank: bankAccountSchema, salt: z.string() });
const sealPurpose = 'payee';
/** 128 random bits: nobody finds the account by trying the few million there are. */
const saltBytes = 16;

/** HMAC-SHA-256 in hex of the bank account under its salt: what the ledger holds of it, and no more. */
export function payeeCommitment({ bankCode, account, holder }: BankAccount, salt: Uint8Array): string {
  return createHmac('sha256', salt)
    .update([bankCode, account, holder.normalize('NFC')].join('\n'))
    .digest('hex');
}

export interface VendorDetails {
  id: string;
  name: string;
  place: string;
  mail: string | null;
}

/** Name and place live here only; the ledger knows a vendor by its id. */
export function saveVendor(
  { db, now }: Pick<ServerParts, 'db' | 'now'>,
  actor: string,
  vendor: VendorDetails,
): Promise<void> {
  return transaction(db, async (tx) => {
    const before = await findVendor(tx, vendor.id);
    await saveVendorRow(tx, { ...vendor, created_at: now() });
    await noteAct(
      tx,
      { actor, act: 'saveVendor', subject: `vendor.${vendor.id}`, before, after: vendor },
      now(),
    );
  });
}

/** Keeps the bank account, sealed, and gives the commitment that two approvers put on the ledger. */
export function keepBankAccount(
  { db, keys, now }: Pick<ServerParts, 'db' | 'keys' | 'now'>,
  actor: string,
  vendor: string,
  bank: BankAccount,
): Promise<{ commitment: string }> {
  const salt = randomBytes(saltBytes);
  const commitment = payeeCommitment(bank, salt);
  const sealed = keys.seal(sealPurpose, JSON.stringify({ bank, salt: salt.toString('base64url') }));
  return transaction(db, async (tx) => {
    await savePayee(tx, { commitment, vendor, sealed, created_at: now() });
    await noteAct(
      tx,
      { actor, act: 'keepBankAccount', subject: `vendor.${vendor}`, after: { commitment } },
      now(),
    );
    return { commitment };
  });
}

/** Where a vendor is paid was shown to an officer. */
export const noteAccountSeen = (
  { db, now }: Pick<ServerParts, 'db' | 'now'>,
  officer: string,
  vendor: string,
): Promise<void> =>
  noteAct(db, { actor: `officer.${officer}`, act: 'readBankAccount', subject: `vendor.${vendor}` }, now());

/** The account behind a commitment, checked against it, with the salt by which the console checks it again. */
export async function bankAccountOf(
  { db, keys }: Pick<ServerParts, 'db' | 'keys'>,
  commitment: string,
): Promise<{ vendor: string; bank: BankAccount; salt: string } | null> {
  const row = await findPayee(db, commitment);
  if (!row) return null;
  const { bank, salt } = sealedSchema.parse(JSON.parse(keys.open(sealPurpose, row.sealed)));
  if (payeeCommitment(bank, Buffer.from(salt, 'base64url')) !== commitment)
    throw new Error('a bank account does not fit its commitment');
  return { vendor: row.vendor, bank, salt };
}
