import { type Id, settlementFigures } from '@kumoh-pay/domain';
import { payoutLines, preparePayout } from '@kumoh-pay/server/payout/bank-file.ts';
import type { DemoShopKeys, KeyHolder } from './campus.ts';
import { digestOf } from './hand.ts';
import { terminalSigns } from './sales.ts';
import { officerSigns, type Seeding } from './seeding.ts';

/** The index follows within milliseconds; the bank file is made from it. */
const indexPatienceMs = 10_000;

/** A sealed business day of a shop. */
export interface SealedDay {
  shop: DemoShopKeys;
  day: number;
}

/** Every shop closes its day at its till; the server counts it by itself, which is waited for. */
export async function sealDays(seeding: Seeding): Promise<SealedDay[]> {
  const sealed = await Promise.all(
    seeding.campus.shops.map(async (shop) => {
      const day = (await seeding.record('day', shop.vendor)).value.number;
      await seeding.done('sealDay', { vendor: shop.vendor, day }, [terminalSigns(shop)]);
      return { shop, day };
    }),
  );
  await Promise.all(sealed.map((one) => seeding.waitUntil(() => isCounted(seeding, one))));
  return sealed;
}

async function isCounted(seeding: Seeding, { shop, day }: SealedDay): Promise<boolean> {
  const { state } = (await seeding.record('settlement', shop.vendor, String(day))).value;
  return state === 'counted' || state === 'carried';
}

/** What an officer signs: all figures of the settlement with the shop's present payee. */
async function figuresShown(seeding: Seeding, { shop, day }: SealedDay): Promise<string> {
  const [settlement, vendor] = await Promise.all([
    seeding.record('settlement', shop.vendor, String(day)),
    seeding.record('vendor', shop.vendor),
  ]);
  return digestOf(
    settlementFigures(seeding.ledgerName, shop.vendor, day, settlement.value, vendor.value.payee),
  );
}

export async function approveDays(
  seeding: Seeding,
  approver: KeyHolder,
  days: readonly SealedDay[],
): Promise<void> {
  await Promise.all(
    days.map(async (one) => {
      const shown = await figuresShown(seeding, one);
      const body = { until: seeding.until, shown, vendor: one.shop.vendor, day: one.day };
      await seeding.done('approveSettlement', body, [officerSigns(approver)]);
    }),
  );
}

/** The shop sees why and mends it by refunds in its present day. */
export async function rejectDay(seeding: Seeding, approver: KeyHolder, one: SealedDay): Promise<void> {
  const shown = await figuresShown(seeding, one);
  const body = { until: seeding.until, shown, vendor: one.shop.vendor, day: one.day };
  await seeding.done('rejectSettlement', { ...body, reason: 'refund-missing' }, [officerSigns(approver)]);
}

/** A bank file of approved days and its batch. */
export async function prepareDays(
  seeding: Seeding,
  officer: KeyHolder,
  days: readonly SealedDay[],
): Promise<Id> {
  const places = days
    .map(({ shop, day }) => ({ vendor: shop.vendor, day }))
    .sort((a, b) => (a.vendor === b.vendor ? a.day - b.day : a.vendor < b.vendor ? -1 : 1));
  await seeding.parts.money.indexed(indexPatienceMs);
  const lines = await payoutLines(seeding.parts, officer.id, places);
  if (!lines.ok) throw new Error(`the demo’s bank file cannot be made: ${lines.code}`);
  const file = lines.value
    .map(({ bank, net, day }) => [bank.bankCode, bank.account, net, bank.holder, `정산 ${day}`].join(','))
    .join('\r\n');
  const settlements = await Promise.all(
    days.map(async (one) => ({
      vendor: one.shop.vendor,
      day: one.day,
      shown: await figuresShown(seeding, one),
    })),
  );
  settlements.sort((a, b) => (a.vendor === b.vendor ? a.day - b.day : a.vendor < b.vendor ? -1 : 1));
  const body = { until: seeding.until, fileHash: digestOf(file), settlements };
  const signed = seeding.sign('preparePayout', body, [officerSigns(officer)]);
  if (signed.order.type !== 'preparePayout') throw new Error('signed as another order');
  const prepared = await preparePayout(
    seeding.parts,
    officer.id,
    { order: signed.order, signatures: signed.signatures },
    file,
  );
  if (!prepared.ok) throw new Error(`the demo’s payout was refused: ${prepared.code} ${prepared.detail}`);
  return signed.order.id;
}

/** The bank has paid all of it. */
export async function recordDays(seeding: Seeding, officer: KeyHolder, batch: Id): Promise<void> {
  const { shown } = await seeding.record('payout', batch);
  await seeding.done('recordPayout', { until: seeding.until, shown, batch, returned: [] }, [
    officerSigns(officer),
  ]);
}
