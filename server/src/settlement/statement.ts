import { type Id, type OrderOf, ok, payoutSchema, type Result, refuse } from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { settlementOf } from '../index/settlements.ts';
import type { Letter } from '../mail/letter.ts';
import { queueLetter } from '../mail/outbox.ts';
import { findVendor } from '../vendor/store.ts';
import { bankAccountOf } from '../vendor/vendor.ts';
import { programmeNames } from '../wallet/store.ts';
import { statementPdf } from './statement-pdf.ts';

/** The last digits by which an account is known. */
const accountDigitsShown = 4;
type Place = { vendor: Id; day: number };
type StatementParts = Pick<ServerParts, 'db' | 'keys' | 'log' | 'money' | 'now'>;

/** A sealed day's statement as a PDF in base64, with a name for the file. */
export async function statementOf(
  parts: StatementParts,
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

/** A statement on its way to a vendor's address. */
interface StatementLetter {
  place: Place;
  mail: string;
  letter: Letter;
}

/** Refused where the vendor has no address. */
async function statementLetter(parts: StatementParts, place: Place): Promise<Result<StatementLetter>> {
  const statement = await statementOf(parts, place);
  if (!statement.ok) return statement;
  const vendor = await findVendor(parts.db, place.vendor);
  if (!vendor?.mail) return refuse('UNKNOWN_VENDOR', 'no mail address');
  const letter = {
    kind: 'statement' as const,
    subject: `정산서 ${vendor.name} ${place.day}일차`,
    text: `${vendor.name}의 ${place.day}일차 정산서를 붙임 파일로 보냅니다.\n\nThe statement of business day ${place.day} is attached.`,
    attachment: statement.value,
  };
  return ok({ place, mail: vendor.mail, letter });
}

/**
 * What a recorded payout says to each vendor that was paid. A vendor without an address gets none, and one whose
 * statement cannot be made gets it by hand: the money is paid either way.
 */
export async function paidStatements(
  parts: StatementParts,
  { batch, returned }: OrderOf<'recordPayout'>['body'],
): Promise<StatementLetter[]> {
  const [text] = await parts.money.read({ records: [['payout', batch]] });
  const isReturned = new Set(returned.map(({ vendor, day }) => `${vendor}.${day}`));
  const letters: StatementLetter[] = [];
  for (const { vendor, day } of payoutSchema.parse(JSON.parse(text ?? 'null')).settlements) {
    if (isReturned.has(`${vendor}.${day}`)) continue;
    const made = await statementLetter(parts, { vendor, day }).catch((error: unknown) => {
      parts.log.error({ err: error, vendor, day }, 'a statement could not be made');
      return null;
    });
    if (made?.ok) letters.push(made.value);
  }
  return letters;
}

/** Into the caller's transaction. Wake the postman after it. */
export async function queueStatement(
  { db, keys, now }: Pick<ServerParts, 'db' | 'keys' | 'now'>,
  actor: string,
  { place, mail, letter }: StatementLetter,
): Promise<void> {
  await queueLetter(db, keys, mail, letter, now());
  const subject = `settlement.${place.vendor}.${place.day}`;
  await noteAct(db, { actor, act: 'sendStatement', subject }, now());
}

/** Mails the statement to the vendor's address. @returns the address; refused where the vendor has none. */
export async function sendStatement(
  parts: ServerParts,
  officer: Id,
  place: Place,
): Promise<Result<{ mail: string }>> {
  const made = await statementLetter(parts, place);
  if (!made.ok) return made;
  await transaction(parts.db, (tx) => queueStatement({ ...parts, db: tx }, `officer.${officer}`, made.value));
  parts.mailWaiting();
  return ok({ mail: made.value.mail });
}
