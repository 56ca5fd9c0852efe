import { createHash } from 'node:crypto';
import {
  type Id,
  minuteMs,
  type Order,
  settlementFigures,
  settlementSchema,
  vendorSchema,
} from '@kumoh-pay/domain';
import { type Signatory, value } from './founding.ts';
import type { Student } from './member.ts';
import { chargeBy, payCodeBy, type Shop } from './shop.ts';
import { newOrder } from './signer.ts';

/** What an office does from a shop's closed day to the bank's answer. */

export const bank = { bankCode: '004', account: '12345678901', holder: '김분식' };
export const until = () => Date.now() + 60 * minuteMs;
export const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

export const signedBy = <Signed extends Order>(
  { ledgerName }: Shop,
  order: Signed,
  ...officers: Signatory[]
) => ({
  order,
  signatures: officers.map((one) => one.signer.order(ledgerName, 'officer', one.id, order)),
});

export async function recordsOf(officer: Signatory, shop: Shop, day: number) {
  const [settlement, vendor] = await officer.console.ledger.read.query({
    records: [
      ['settlement', shop.vendor, String(day)],
      ['vendor', shop.vendor],
    ],
  });
  return {
    settlement: settlementSchema.parse(JSON.parse(settlement ?? '')),
    vendor: vendorSchema.parse(JSON.parse(vendor ?? '')),
    vendorText: vendor ?? '',
  };
}

/** What an approver signs: everything that the settlement says, and where the money goes. */
export async function figuresOf(officer: Signatory, shop: Shop, day: number): Promise<string> {
  const { settlement, vendor } = await recordsOf(officer, shop, day);
  return sha256(settlementFigures(shop.ledgerName, shop.vendor, day, settlement, vendor.payee));
}

/** Charges, closes the day and waits until it is counted. */
export async function closedDay(
  officer: Signatory,
  shop: Shop,
  payer: Student,
  { day, amounts }: { day: number; amounts: number[] },
): Promise<void> {
  for (const amount of amounts)
    value(await chargeBy(shop, payCodeBy(payer, shop.ledgerName, 30_000), amount));
  const order = newOrder('sealDay', { vendor: shop.vendor, day, until: until() });
  // An approver's signature closes a day at any time; a terminal's only five minutes after the one before.
  value(await shop.counter.day.seal.mutate({ signed: signedBy(shop, order, officer) }));
  for (let wait = 0; wait < 500; wait++) {
    if ((await recordsOf(officer, shop, day)).settlement.state === 'counted') return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the day was not counted');
}

/** Both put the shop's bank account on the ledger. Resolves to its commitment. */
export async function giveAccount(
  [first, second]: readonly [Signatory, Signatory],
  shop: Shop,
  account = bank,
): Promise<string> {
  const { commitment } = value(
    await first.console.vendorRecord.keepBankAccount.mutate({ vendor: shop.vendor, bank: account }),
  );
  const shown = sha256((await recordsOf(first, shop, 1)).vendorText);
  const change = newOrder('changeVendor', { until: until(), shown, vendor: shop.vendor, payee: commitment });
  const signed = signedBy(shop, change, first);
  value(await first.console.approval.propose.mutate({ signed, shown: null }));
  const [signature] = signedBy(shop, change, second).signatures;
  value(await second.console.approval.sign.mutate({ id: change.id, signature: signature?.signature ?? '' }));
  return commitment;
}

export function approveDay(officer: Signatory, shop: Shop, { day, shown }: { day: number; shown: string }) {
  const order = newOrder('approveSettlement', { until: until(), shown, vendor: shop.vendor, day });
  return officer.console.settlement.approve.mutate({ signed: signedBy(shop, order, officer) });
}

/** A batch of one settlement. */
export async function preparedOf(
  officer: Signatory,
  shop: Shop,
  { day, file }: { day: number; file: string },
) {
  const settlements = [{ vendor: shop.vendor, day, shown: await figuresOf(officer, shop, day) }];
  return newOrder('preparePayout', { until: until(), fileHash: sha256(file), settlements });
}

/** What the bank has done with a batch, as the ledger has it now. */
export async function recordOf(officer: Signatory, batch: Id, returned: { vendor: Id; day: number }[] = []) {
  const [text] = await officer.console.ledger.read.query({ records: [['payout', batch]] });
  return newOrder('recordPayout', { until: until(), shown: sha256(text ?? ''), batch, returned });
}
