import { accountedFor, runAudit } from '@kumoh-pay/audit';
import { expect } from '@playwright/test';
import { type Campus, openCampus } from './campus.ts';
import { Desk } from './desk.ts';
import { audit } from './ledger.ts';
import { found } from './office.ts';
import { Phone, student } from './phone.ts';
import { test } from './story.ts';
import { Tablet } from './tablet.ts';

let campus: Campus;
test.beforeEach(async () => {
  test.setTimeout(300_000);
  campus = await openCampus();
});
test.afterEach(() => campus?.stop());

const [sooji, minho] = [student('20240001', '김수지'), student('20240002', '이민호')];
const roster = `학번,이름,메일\n${[sooji, minho].map((one) => `${one.studentNumber},${one.name},${one.mail}`).join('\n')}`;

test('a day in the life: from the roster to the payout, and the audit finds every won', async () => {
  const office = await found(campus);
  const third = await office.appoint('정팀장', 'jung');
  const shop = await office.openShop('학생식당', 250);
  await office.openProgramme('식비 지원');

  const park = await Desk.of(campus, office.first);
  await test.step('the registrar takes over the roster', () => park.importRoster(roster));

  const [soo, min] = await test.step('two students sign up with the code from their mail', async () => [
    await Phone.signUp(campus, sooji),
    await Phone.signUp(campus, minho),
  ]);

  await test.step('an officer issues a voucher to each, and the phones show it by themselves', async () => {
    await park.issue('식비 지원', sooji.studentNumber, 50_000);
    await expect(soo.balance(50_000)).toBeVisible();
    await park.issue('식비 지원', minho.studentNumber, 30_000);
    await expect(min.balance(30_000)).toBeVisible();
  });

  const counter = await Tablet.pair(campus, office, shop);
  await test.step('three charges at the counter', async () => {
    for (const [payer, amount] of [
      [soo, 6_500],
      [min, 12_000],
      [soo, 3_500],
    ] as const) {
      await payer.openPay();
      await counter.arm(amount);
      counter.device.see((await payer.photograph()).page);
      await expect(counter.result('paid')).toBeVisible();
      await expect(payer.device.stage('paid')).toBeVisible();
      await counter.next();
      counter.device.seeNothing();
      await payer.home();
    }
    await expect(soo.balance(40_000)).toBeVisible();
    await expect(min.balance(18_000)).toBeVisible();
  });

  await test.step('the last one was a mistake: the cashier gives it back', async () => {
    await counter.undoLatest();
    await expect(soo.balance(43_500)).toBeVisible();
  });

  await test.step('one sends the other 5,000 won', async () => {
    await min.openReceive();
    const { page } = await min.photograph();
    await soo.openScan();
    soo.device.see(page);
    await soo.send(5_000);
    await soo.home();
    await min.home();
    await expect(soo.balance(38_500)).toBeVisible();
    await expect(min.balance(23_000)).toBeVisible();
  });
  for (const phone of [soo, min]) await phone.device.close();

  await test.step('the manager seals the day, and the ledger counts it', async () => {
    await counter.seal();
    await expect(counter.page.locator('[data-state="counted"]')).toContainText('18,038');
  });

  await test.step('a second officer compares the figures and approves them', async () => {
    const choi = await Desk.of(campus, office.second);
    await choi.approve(shop.name);
    await choi.device.close();
  });
  await test.step('the first prepares the payout, and a third records that the bank has paid', async () => {
    await park.preparePayout();
    const jung = await Desk.of(campus, third);
    await jung.recordPayout(shop.name);
    await jung.device.close();
    await counter.paidDay();
  });

  await test.step('the audit finds every won', async () => {
    const report = await audit(campus);
    expect(report.findings).toEqual([]);
    expect(report.orders.byType).toMatchObject({ charge: 3, refund: 1, transfer: 1, recordPayout: 1 });
    expect(report.total).toMatchObject({ issued: 80_000n, settled: 18_500n, vendorNotes: 0n });
    expect(report.total.purses + report.total.accountNotes).toBe(61_500n);
    expect(accountedFor(report.total)).toBe(report.total.issued);
    const printed: string[] = [];
    expect(await runAudit(['--data', campus.dataFolder], (line) => printed.push(line))).toBe(0);
  });
  for (const { device } of [park, counter]) await device.close();
});
