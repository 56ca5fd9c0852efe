import { accountedFor, runAudit } from '@kumoh-pay/audit';
import { expect } from '@playwright/test';
import { type Campus, openCampus } from './campus.ts';
import { Colleague } from './colleague.ts';
import { appoint, openLedger } from './joining.ts';
import { audit } from './ledger.ts';
import type { Shop } from './office.ts';
import { Phone, student } from './phone.ts';
import { createProgramme, offerPairing, registerShop } from './shopkeeping.ts';
import { onEitherLedger, test } from './story.ts';
import { Tablet } from './tablet.ts';

onEitherLedger();

let campus: Campus;
test.beforeEach(async ({ ledger }) => {
  test.setTimeout(600_000);
  campus = await openCampus(ledger);
});
test.afterEach(() => campus?.stop());

const [sooji, minho] = [student('20240001', '김수지'), student('20240002', '이민호')];
const roster = `학번,이름,메일\n${[sooji, minho].map((one) => `${one.studentNumber},${one.name},${one.mail}`).join('\n')}`;

test('a day in the life: from the founding to the payout, and the audit finds every won', async () => {
  const [park, choi] = await openLedger(campus);
  const jung = await appoint(campus, [park, choi], new Colleague('정팀장', 'jung'));
  const shop = await test.step('a shop and a programme, each by two officers', async () => {
    await createProgramme([park, choi], '식비 지원');
    return registerShop([park, choi], '학생식당', '2.5');
  });
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

  const counter =
    await test.step('a tablet becomes the shop’s terminal, and the office sees it', async () => {
      const office = { pairingCode: (of: Shop, name: string) => offerPairing(park, of, name) };
      const tablet = await Tablet.pair(campus, office, shop);
      await expect(park.page.locator('[data-pairing="paired"]')).toBeVisible();
      await park.page.keyboard.press('Escape');
      return tablet;
    });
  const charges: string[] = [];
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
      charges.push(await counter.charge());
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

  await test.step('one dish of the second was sold out: the manager gives 2,000 won back', async () => {
    await counter.refundPart(charges[1] ?? '', 2_000);
    await expect(min.balance(20_000)).toBeVisible();
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
    await expect(min.balance(25_000)).toBeVisible();
  });
  for (const phone of [soo, min]) await phone.device.close();

  await test.step('the manager seals the day, and the ledger counts it', async () => {
    await counter.seal();
    await expect(counter.page.locator('[data-state="counted"]')).toContainText('16,088');
  });

  await test.step('a second officer compares the figures and approves them', async () => {
    await choi.approve(shop.name);
  });
  await test.step('the first prepares the payout, and a third records that the bank has paid', async () => {
    await park.preparePayout();
    await jung.recordPayout(shop.name);
    await counter.paidDay();
  });

  await test.step('the audit finds every won', async () => {
    const report = await audit(campus);
    expect(report.findings).toEqual([]);
    expect(report.orders.byType).toMatchObject({ charge: 3, refund: 2, transfer: 1, recordPayout: 1 });
    expect(report.total).toMatchObject({ issued: 80_000n, settled: 16_500n, vendorNotes: 0n });
    expect(report.total.purses + report.total.accountNotes).toBe(63_500n);
    expect(accountedFor(report.total)).toBe(report.total.issued);
    const printed: string[] = [];
    const where = campus.fabric ? ['--peer', campus.fabric['student-union']] : ['--data', campus.dataFolder];
    expect(await runAudit(where, (line) => printed.push(line))).toBe(0);
  });
  for (const { device } of [park, choi, jung, counter]) await device.close();
});
