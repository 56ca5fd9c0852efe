import { createHash } from 'node:crypto';
import {
  type Id,
  ok,
  type Payout,
  payoutSchema,
  type Result,
  refuse,
  type SignedOrder,
} from '@kumoh-pay/domain';
import { submitByOfficer } from '../approval/officer-order.ts';
import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { settlementOf } from '../index/settlements.ts';
import { type BankColumn, readSettings } from '../settings/settings.ts';
import { noteAccountSeen } from '../vendor/vendor.ts';
import { isFileOf } from './is-file-of.ts';
import { type PayoutLine, payoutLine } from './payout-line.ts';
import { findBankFile, keepBankFile } from './store.ts';

const sealPurpose = 'bankFile';
type Place = { vendor: Id; day: number };

/** Accounts and figures of settlements that may be paid; whoever asks for them is in the audit log. */
export async function payoutLines(
  parts: ServerParts,
  officer: Id,
  places: readonly Place[],
): Promise<Result<PayoutLine[]>> {
  const lines = await linesOf(parts, places, 'approved');
  if (!lines.ok) return lines;
  for (const vendor of new Set(places.map((place) => place.vendor)))
    await noteAccountSeen(parts, officer, vendor);
  return lines;
}

async function linesOf(
  parts: ServerParts,
  places: readonly Place[],
  state: 'approved' | null,
): Promise<Result<PayoutLine[]>> {
  const lines: PayoutLine[] = [];
  for (const { vendor, day } of places) {
    const settlement = await settlementOf(parts.db, vendor, day);
    if (!settlement) return refuse('NOT_SEALED');
    if (state !== null && settlement.state !== state) return refuse('SETTLEMENT_STATE');
    const line = await payoutLine(parts, { vendor, day }, settlement);
    if (!line.ok) return line;
    lines.push(line.value);
  }
  return ok(lines);
}

/**
 * Keeps the file, then sends the order that names its hash: a batch on the ledger always has its file here. The file
 * says what the ledger says, line by line, whoever made it: the bank pays by it.
 */
export async function preparePayout(
  parts: ServerParts,
  officer: Id,
  signed: SignedOrder<'preparePayout'>,
  file: string,
): Promise<Result<null>> {
  const { db, keys, now } = parts;
  const { id, body } = signed.order;
  if (hashOf(file) !== body.fileHash)
    return refuse('FIGURES_CHANGED', 'the file is not the one that was signed');
  // The same again, after a lost answer: its settlements are in payout by now.
  if (!(await findBankFile(db, id, body.fileHash))) {
    const { bankColumns } = await readSettings(db);
    const lines = await linesOf(parts, body.settlements, 'approved');
    if (!lines.ok) return lines;
    if (!isFileOf(lines.value, bankColumns, file))
      return refuse('FIGURES_CHANGED', 'a line is not what the ledger says');
    const sealed = keys.seal(sealPurpose, file);
    const row = { batch: id, file_hash: body.fileHash, bank_columns: bankColumns.join(',') };
    await keepBankFile(db, { ...row, sealed, created_at: now() });
  }
  return submitByOfficer(parts, officer, signed);
}

/** A bank file with what the browser needs to make it anew from the ledger. */
export interface BankFile {
  file: string;
  columns: BankColumn[];
  lines: PayoutLine[];
}

/** The bank file of a batch; whoever fetches it is in the audit log. */
export async function readBankFile(parts: ServerParts, officer: Id, batch: Id): Promise<Result<BankFile>> {
  const { db, keys, money, now } = parts;
  const [text] = await money.read({ records: [['payout', batch]] });
  const payout: Payout | null = text ? payoutSchema.parse(JSON.parse(text)) : null;
  const row = payout && (await findBankFile(db, batch, payout.fileHash));
  if (!payout || !row) return refuse('UNKNOWN_PAYOUT');
  const file = openSealed(keys, row.sealed);
  // Another batch's file is as well sealed as this one's: what was signed is on the ledger.
  if (file === null || hashOf(file) !== payout.fileHash)
    return refuse('FIGURES_CHANGED', 'the file is not the one that was signed');
  const lines = await linesOf(parts, payout.settlements, null);
  if (!lines.ok) return lines;
  await transaction(db, (tx) =>
    noteAct(tx, { actor: `officer.${officer}`, act: 'readBankFile', subject: `payout.${batch}` }, now()),
  );
  return ok({ file, columns: row.columns, lines: lines.value });
}

const hashOf = (file: string): string => createHash('sha256').update(file).digest('hex');

/** Null when it was changed since it was sealed. */
function openSealed(keys: ServerParts['keys'], sealed: Buffer): string | null {
  try {
    return keys.open(sealPurpose, sealed);
  } catch {
    return null;
  }
}
