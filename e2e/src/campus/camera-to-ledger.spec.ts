import { readPayCode, readRequestCode } from '@kumoh-pay/domain';
import { expect } from '@playwright/test';
import { blur, dim, glare, type Picture, rotate, shrink } from '../camera/index.ts';
import { type Campus, openCampus } from './campus.ts';
import { audit, committedCharge, committedOrders } from './ledger.ts';
import { found } from './office.ts';
import { Phone, student } from './phone.ts';
import { onEitherLedger, test } from './story.ts';
import { Tablet } from './tablet.ts';

test.describe.configure({ mode: 'serial' });
onEitherLedger();

let campus: Campus;
let soo: Phone;
let min: Phone;
let tablet: Tablet;

test.beforeAll(async ({ ledger }) => {
  // Against hanging: where others use the processors too, a Fabric network and two sign-ups take minutes.
  test.setTimeout(600_000);
  campus = await openCampus(ledger);
  const office = await found(campus);
  const shop = await office.openShop('학생식당');
  const programme = await office.openProgramme('식비 지원');
  const [sooji, minho] = [student('20240001', '김수지'), student('20240002', '이민호')];
  await office.takeRoster(sooji, minho);
  soo = await Phone.signUp(campus, sooji);
  min = await Phone.signUp(campus, minho);
  tablet = await Tablet.pair(campus, office, shop);
  await office.issue(programme, 200_000, await soo.account(), await min.account());
  await expect(soo.balance(200_000)).toBeVisible();
});
test.afterAll(async () => {
  for (const device of [soo, min, tablet]) await device?.device.close();
  await campus?.stop();
});

const views: [string, (picture: Picture) => Picture][] = [
  ['held close', (picture) => picture],
  ['turned by 8°', (picture) => rotate(picture, 8)],
  ['upside down', (picture) => rotate(picture, 180)],
  ['on a dim screen', (picture) => dim(picture, 0.2)],
  ['out of focus', (picture) => blur(picture, 4)],
  ['under a lamp', (picture) => glare(picture, { x: 0.62, y: 0.6, radius: 0.11 })],
  ['at a third of the size', (picture) => shrink(picture, 1 / 3)],
];

test('the counter’s camera reads the wallet’s page, and the ledger holds exactly that code', async () => {
  const loaded = [soo.device.documentsLoaded, tablet.device.documentsLoaded];
  await soo.openPay();
  await tablet.arm(5_000);
  const { page, code } = await soo.photograph();
  tablet.device.see(page);
  await expect(tablet.result('paid')).toBeVisible();
  await expect(tablet.result('paid')).toContainText('5,000');
  await expect(tablet.result('paid')).toContainText('김*지');
  await expect(soo.device.stage('paid')).toBeVisible();
  await expect(soo.outcome).toContainText('학생식당');
  const charged = await committedCharge(campus, await tablet.charge());
  expect(charged?.body).toMatchObject({ amount: 5_000, code });
  expect(readPayCode(charged?.body.code ?? '')?.account).toBe(await soo.account());
  await tablet.next();
  await soo.home();
  await expect(soo.balance(195_000)).toBeVisible();
  expect([soo.device.documentsLoaded, tablet.device.documentsLoaded]).toEqual(loaded);
});

test('the counter’s browser has no route to the wallet’s door, and has never asked for it', async () => {
  const { wallet, counter } = campus.addresses;
  const asked = [...tablet.device.asked].filter((address) => !address.startsWith('blob:'));
  expect(asked.filter((address) => !address.startsWith(`${counter}/`))).toEqual([]);
  expect(asked).toContain(`${counter}/trpc/sale.charge`);
  const elsewhere = await tablet.device.context.newPage();
  // It reaches what it may reach: it is the route that is missing, not the network.
  expect((await elsewhere.goto(counter))?.status()).toBe(200);
  await expect(elsewhere.goto(wallet)).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
  await elsewhere.close();
});

test.describe('the same charge, with the phone', () => {
  for (const [name, view] of views) {
    test(name, async () => {
      await tablet.phoneGone();
      await soo.openPay();
      await tablet.arm(1_000);
      const { close, code } = await soo.photograph();
      tablet.device.see(view(close));
      await expect(tablet.result('paid')).toBeVisible();
      expect((await committedCharge(campus, await tablet.charge()))?.body).toMatchObject({
        amount: 1_000,
        code,
      });
      await tablet.next();
    });
  }
});

test('the phone scans the counter’s request and pays exactly that amount; the counter hears of it by itself', async () => {
  const loaded = [min.device.documentsLoaded, tablet.device.documentsLoaded];
  // Whoever holds the phone points it at the code, not at the middle of the tablet.
  const { close, code } = await tablet.request(12_300);
  const request = readRequestCode(code);
  await min.openScan();
  min.device.see(close);
  await min.payRequest();
  await expect(tablet.result('paid')).toContainText('12,300');
  await expect(tablet.result('paid')).toContainText('이*호');
  const paid = (await committedOrders(campus)).map(({ order }) => order).filter(({ type }) => type === 'pay');
  expect(paid).toHaveLength(1);
  expect(paid[0]?.body).toMatchObject({ request: code });
  expect(await tablet.charge()).toBe(request?.charge);
  await tablet.next();
  await min.home();
  await expect(min.balance(200_000 - 12_300)).toBeVisible();
  expect([min.device.documentsLoaded, tablet.device.documentsLoaded]).toEqual(loaded);
});

test('a phone scans another’s receive code and sends; the receiver sees it come', async () => {
  const loaded = [soo.device.documentsLoaded, min.device.documentsLoaded];
  await soo.openReceive();
  const { page, code } = await soo.photograph();
  await min.openScan();
  min.device.see(page);
  await min.send(7_000);
  expect(code).toBe(`${campus.addresses.wallet}/to/${await soo.account()}`);
  const sent = (await committedOrders(campus)).flatMap(({ order }) =>
    order.type === 'transfer' ? [order.body] : [],
  );
  expect(sent).toEqual([{ from: await min.account(), to: await soo.account(), amount: 7_000 }]);
  await soo.home();
  await min.home();
  await expect(soo.balance(200_000 - 5_000 - views.length * 1_000 + 7_000)).toBeVisible();
  await expect(min.balance(200_000 - 12_300 - 7_000)).toBeVisible();
  expect([soo.device.documentsLoaded, min.device.documentsLoaded]).toEqual(loaded);
});

test('after all of it nobody ever used a fallback number, and the audit finds every won', async () => {
  const asked = [soo, min, tablet].flatMap(({ device }) => [...device.asked]);
  expect(asked.filter((address) => /codeForNumber|lodgeCode/.test(address))).toEqual([]);
  const report = await audit(campus);
  expect(report.findings).toEqual([]);
  expect(report.equal).toBe(true);
  expect(report.orders.byType).toMatchObject({ charge: 1 + views.length, pay: 1, transfer: 1 });
});
