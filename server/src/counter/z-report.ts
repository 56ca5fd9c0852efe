import { type Id, ok, type Result, refuse } from '@kumoh-pay/domain';
import type { ServerParts } from '../doors/context.ts';
import { settlementOf } from '../index/settlements.ts';
import { statementPdf } from '../settlement/statement-pdf.ts';
import { findVendor } from '../vendor/store.ts';
import { programmeNames } from '../wallet/store.ts';
import { dayFigures } from './day-figures.ts';

/** The numbered Z report as a PDF in base64, with a name for the file: the ledger's sums, and items, staff and cash beside them. */
export async function zReportOf(
  { db, money, now }: Pick<ServerParts, 'db' | 'money' | 'now'>,
  vendor: Id,
  day: number,
): Promise<Result<{ name: string; base64: string }>> {
  const [shop, settlement] = await Promise.all([findVendor(db, vendor), settlementOf(db, vendor, day)]);
  if (!shop) return refuse('UNKNOWN_VENDOR');
  if (!settlement) return refuse('NOT_SEALED');
  const ids = settlement.programmes.map(({ programme }) => programme);
  const [programmes, beside] = await Promise.all([programmeNames(db, ids), dayFigures(db, vendor, day)]);
  const facts = { vendor: shop.name, place: shop.place, day, settlement, programmes, beside };
  const pdf = await statementPdf({ ...facts, bank: null, ledger: money.ledgerName, writtenAt: now() });
  return ok({ name: `z-report-${day}.pdf`, base64: pdf.toString('base64') });
}
