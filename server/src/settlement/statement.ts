import { type Id, ok, type Result, refuse } from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { settlementOf } from '../index/settlements.ts';
import { queueLetter } from '../mail/outbox.ts';
import { findVendor } from '../vendor/store.ts';
import { bankAccountOf } from '../vendor/vendor.ts';
import { programmeNames } from '../wallet/store.ts';
import { statementPdf } from './statement-pdf.ts';

/** The last digits by which an account is known. */
const accountDigitsShown = 4;
type Place = { vendor: Id; day: number };

/** A sealed day's statement as a PDF in base64, with a name for the file. */
export async function statementOf(
  parts: ServerParts,
  { vendor: id, day }: Place,
): Promise<Result<{ name: string; base64: string }>> {
  const { db, money, now } = parts;
  const [vendor, settlement] = await Promise.all([findVendor(db, id), settlementOf(db, id, day)]);
  if (!vendor) return refuse('UNKNOWN_VENDOR');
  if (!settlement) return refuse('NOT_SEALED');
  const programmes = await programmeNames(
    db,
    settlement.programmes.map(({ programme }) => programme),
  );
  const account = settlement.payee === null ? null : await bankAccountOf(parts, settlement.payee);
  const bank = account
    ? `${account.bank.bankCode} ···${account.bank.account.slice(-accountDigitsShown)} ${account.bank.holder}`
    : '미정';
  const facts = { vendor: vendor.name, place: vendor.place, day, settlement, programmes, bank };
  const pdf = await statementPdf({ ...facts, ledger: money.ledgerName, writtenAt: now() });
  return ok({ name: `statement-${day}.pdf`, base64: pdf.toString('base64') });
}

/** Mails the statement to the vendor's address. @returns the address; refused where the vendor has none. */
export async function sendStatement(
  parts: ServerParts,
  officer: Id,
  place: Place,
): Promise<Result<{ mail: string }>> {
  const statement = await statementOf(parts, place);
  if (!statement.ok) return statement;
  const { db, keys, now } = parts;
  const vendor = await findVendor(db, place.vendor);
  const mail = vendor?.mail ?? null;
  if (!vendor || mail === null) return refuse('UNKNOWN_VENDOR', 'no mail address');
  await transaction(db, async (tx) => {
    const letter = {
      kind: 'statement' as const,
      subject: `정산서 ${vendor.name} ${place.day}일차`,
      text: `${vendor.name}의 ${place.day}일차 정산서를 붙임 파일로 보냅니다.\n\nThe statement of business day ${place.day} is attached.`,
      attachment: statement.value,
    };
    await queueLetter(tx, keys, mail, letter, now());
    const subject = `settlement.${place.vendor}.${place.day}`;
    await noteAct(tx, { actor: `officer.${officer}`, act: 'sendStatement', subject }, now());
  });
  parts.mailWaiting();
  return ok({ mail });
}
