import {
  addDays,
  base64UrlDecode,
  type Id,
  minuteMs,
  newId,
  type Order,
  type OrderOf,
  payCodeBytes,
  payCodeDigits,
  payCodeFields,
  requestCodeBytes,
  requestCodeDigits,
  requestCodeFields,
  type SignedOrder,
  type Slip,
  seoulDay,
  slipBytes,
  won,
} from '@kumoh-pay/domain';
import type { CounterRouter } from '../src/index.ts';
import { Browser } from './browser.ts';
import type { Doors } from './campus.ts';
import { type Signatory, value } from './founding.ts';
import type { Student } from './member.ts';
import { newOrder, newSigner, type Signer } from './signer.ts';

const manager = { name: '박사장', pin: '4071' };
const until = () => Date.now() + 60 * minuteMs;

/** A shop with a paired, unlocked tablet. */
export interface Shop {
  vendor: Id;
  terminal: Id;
  tablet: Signer;
  ledgerName: string;
  browser: Browser;
  counter: ReturnType<typeof counterOf>;
}
const counterOf = (browser: Browser) => browser.client<CounterRouter>();

const signatures = (officers: readonly Signatory[], ledgerName: string, order: Order) =>
  officers.map((one) => one.signer.order(ledgerName, 'officer', one.id, order));

export async function openShop(
  campus: Pick<Doors, 'server'>,
  officer: Signatory,
  name: string,
): Promise<Shop> {
  const { ledgerName } = await officer.console.officer.me.query();
  const vendor = newId();
  const order = newOrder('registerVendor', { until: until(), vendor, feeBasisPoints: 0, payee: null });
  const registered = { order, signatures: signatures([officer], ledgerName, order) };
  value(await officer.console.vendorRecord.submit.mutate(registered));
  value(
    await officer.console.vendorRecord.save.mutate({ id: vendor, name, place: '학생회관 1층', mail: null }),
  );
  const browser = new Browser(campus.server.addresses.counter);
  const counter = counterOf(browser);
  const [terminal, tablet] = [newId(), newSigner()];
  await pair(officer, counter, ledgerName, { terminal, vendor, tablet });
  const [boss] = await counter.staff.list.query();
  value(await counter.staff.unlock.mutate({ staff: boss?.id ?? '', pin: manager.pin }));
  return { vendor, terminal, tablet, ledgerName, browser, counter };
}

async function pair(
  officer: Signatory,
  counter: Shop['counter'],
  ledgerName: string,
  { terminal, vendor, tablet }: Pick<Shop, 'terminal' | 'vendor' | 'tablet'>,
): Promise<void> {
  const pairing = newSigner();
  const slip: Slip = { terminal, vendor, pairingKey: pairing.key, expires: Date.now() + 5 * minuteMs };
  const signature = officer.signer.bytes(slipBytes(ledgerName, slip));
  value(await officer.console.terminal.offer.mutate({ slip, signature, name: '1번 계산대' }));
  const order = newOrder('pairTerminal', {
    slip,
    officer: officer.id,
    slipSignature: signature,
    key: tablet.key,
  });
  const pairedBy = [
    tablet.order(ledgerName, 'terminal', terminal, order),
    pairing.order(ledgerName, 'pairing', terminal, order),
  ];
  value(await counter.terminal.pair.mutate({ signed: { order, signatures: pairedBy }, manager }));
}

/** A programme that everybody takes, from yesterday on for so many days. */
export async function newProgramme(
  [first, second]: readonly [Signatory, Signatory],
  name: string,
  { days = 30, transferable = true } = {},
): Promise<Id> {
  const { ledgerName } = await first.console.officer.me.query();
  const programme = newId();
  const today = seoulDay(Date.now());
  const terms = { firstDay: addDays(today, -1), lastDay: addDays(today, days), budget: won(50_000_000) };
  const body = { until: until(), programme, funder: 'coop', vendors: null, transferable, ...terms };
  const order = newOrder('createProgramme', body);
  const signed = { order, signatures: signatures([first], ledgerName, order) };
  value(await first.console.approval.propose.mutate({ signed, shown: null }));
  const { signature } = second.signer.order(ledgerName, 'officer', second.id, signed.order);
  value(await second.console.approval.sign.mutate({ id: signed.order.id, signature }));
  value(await first.console.programme.saveName.mutate({ programme, name }));
  return programme;
}

export async function issueTo(officer: Signatory, programme: Id, account: Id, amount: number): Promise<void> {
  const { ledgerName } = await officer.console.officer.me.query();
  const receivers = [{ account, amount: won(amount) }];
  const order = newOrder('issue', { until: until(), programme, receivers });
  const signed = { order, signatures: signatures([officer], ledgerName, order) };
  value(await officer.console.issue.issue.mutate({ signed }));
}

/** A pay code as the student's phone shows it. */
export function payCodeBy(student: Student, ledgerName: string, cap: number): string {
  const fields = payCodeFields({ account: student.account, counter: Date.now(), cap: won(cap) });
  const signature = base64UrlDecode(student.signer.bytes(payCodeBytes(ledgerName, fields)));
  return payCodeDigits(fields, signature ?? new Uint8Array());
}

/** What the tablet does with a code that it has read. */
export function chargeBy(shop: Shop, code: string, amount: number, charge = newId()) {
  const { vendor, terminal, tablet, ledgerName, counter } = shop;
  const order = { ...newOrder('charge', { vendor, terminal, amount: won(amount), code }), id: charge };
  const signed: SignedOrder & { order: OrderOf<'charge'> } = {
    order,
    signatures: [tablet.order(ledgerName, 'terminal', terminal, order)],
  };
  return counter.sale.charge.mutate({ signed, basket: [] });
}

/** A request code as the tablet shows it. */
export function requestBy(
  shop: Shop,
  amount: number,
  charge = newId(),
  expiresSeconds = Math.floor(Date.now() / 1_000) + 120,
): string {
  const fields = requestCodeFields({ charge, terminal: shop.terminal, amount: won(amount), expiresSeconds });
  const signature = base64UrlDecode(shop.tablet.bytes(requestCodeBytes(shop.ledgerName, fields)));
  return requestCodeDigits(fields, signature ?? new Uint8Array());
}
