import { createHash } from 'node:crypto';
import { type Id, ok, payoutSchema, type Result, refuse, type SignedOrder } from '@kumoh-pay/domain';
import { submitByOfficer } from '../approval/officer-order.ts';
import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { settlementOf } from '../index/settlements.ts';
import { sendStatement } from '../settlement/statement.ts';
import { type BankAccount, bankAccountOf, noteAccountSeen } from '../vendor/vendor.ts';

const sealPurpose = 'bankFile';

/** What the browser needs to make and check a line: the account behind the commitment that was approved, and its salt. */
export interface PayoutLine {
  vendor: Id;
  day: number;
  /** In won. */
  net: number;
  commitment: string;
  bank: BankAccount;
  salt: string;
}

/** Accounts and figures of settlements that may be paid; whoever asks for them is in the audit log. */
export async function payoutLines(
  parts: ServerParts,
  officer: Id,
  places: readonly { vendor: Id; day: number }[],
): Promise<Result<PayoutLine[]>> {
  const lines: PayoutLine[] = [];
  for (const { vendor, day } of places) {
    const settlement = await settlementOf(parts.db, vendor, day);
    if (!settlement) return refuse('NOT_SEALED');
    const { payee, net } = settlement;
    if (settlement.state !== 'approved' || payee === null || net === null) return refuse('SETTLEMENT_STATE');
    const account = await bankAccountOf(parts, payee);
    if (account?.vendor !== vendor) return refuse('FIGURES_CHANGED', 'no bank account fits the payee');
    lines.push({ vendor, day, net, commitment: payee, bank: account.bank, salt: account.salt });
  }
  const vendors = [...new Set(lines.map(({ vendor }) => vendor))];
  for (const vendor of vendors) await noteAccountSeen(parts, officer, vendor);
  return ok(lines);
}

/** Keeps the file, then sends the order that names its hash: a batch on the ledger always has its file here. */
export async function preparePayout(
  parts: ServerParts,
  officer: Id,
  signed: SignedOrder<'preparePayout'>,
  file: string,
): Promise<Result<null>> {
  const { id, body } = signed.order;
  const hash = createHash('sha256').update(file).digest('hex');
  if (hash !== body.fileHash) return refuse('FIGURES_CHANGED', 'the file is not the one that was signed');
  const row = { batch: id, sealed: parts.keys.seal(sealPurpose, file), created_at: parts.now() };
  await parts.db.insertInto('payout_file').values(row).onDuplicateKeyUpdate({ sealed: row.sealed }).execute();
  return submitByOfficer(parts, officer, signed);
}

/** What the bank has paid is on the ledger; each vendor paid gets the statement, as far as it has a mail address. */
export async function recordPayout(
  parts: ServerParts,
  officer: Id,
  signed: SignedOrder<'recordPayout'>,
): Promise<Result<null>> {
  const { batch, returned } = signed.order.body;
  const recorded = await submitByOfficer(parts, officer, signed);
  if (!recorded.ok) return recorded;
  const [text] = await parts.money.read({ records: [['payout', batch]] });
  const isReturned = new Set(returned.map(({ vendor, day }) => `${vendor}.${day}`));
  for (const { vendor, day } of payoutSchema.parse(JSON.parse(text ?? 'null')).settlements) {
    if (isReturned.has(`${vendor}.${day}`)) continue;
    // A vendor without an address gets none; the money is paid either way.
    await sendStatement(parts, officer, { vendor, day });
  }
  return recorded;
}

/** The bank file of a batch; whoever fetches it is in the audit log. */
export async function readBankFile(
  { db, keys, money, now }: ServerParts,
  officer: Id,
  batch: Id,
): Promise<Result<{ file: string }>> {
  const row = await db
    .selectFrom('payout_file')
    .select('sealed')
    .where('batch', '=', batch)
    .executeTakeFirst();
  if (!row) return refuse('UNKNOWN_PAYOUT');
  const file = openSealed(keys, row.sealed);
  const [text] = await money.read({ records: [['payout', batch]] });
  const signed = text ? payoutSchema.parse(JSON.parse(text)).fileHash : null;
  // Another batch's file is as well sealed as this one's: what was signed is on the ledger.
  if (file === null || createHash('sha256').update(file).digest('hex') !== signed)
    return refuse('FIGURES_CHANGED', 'the file is not the one that was signed');
  await transaction(db, (tx) =>
    noteAct(tx, { actor: `officer.${officer}`, act: 'readBankFile', subject: `payout.${batch}` }, now()),
  );
  return ok({ file });
}

/** Null when it was changed since it was sealed. */
function openSealed(keys: ServerParts['keys'], sealed: Buffer): string | null {
  try {
    return keys.open(sealPurpose, sealed);
  } catch {
    return null;
  }
}
