import { expect } from '@playwright/test';
import { own as walletOwn } from '../../../ui/src/words/ko/wallet-own.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import { audit } from '../campus/ledger.ts';
import type { Phone } from '../campus/phone.ts';
import { test } from '../campus/story.ts';
import { Tablet } from '../campus/tablet.ts';
import { expectAccessible, expectNoSideways } from '../wallet/screens.ts';
import { openWallets, type Wallets } from '../wallet/wallets.ts';

test.describe.configure({ mode: 'serial' });

const { paper } = ko.counter;
const own = walletOwn.paperSlip;
let wallets: Wallets;
let payer: Phone;
let other: Phone;
let tablet: Tablet;

test.beforeAll(async () => {
  // Against hanging: founding and two sign-ups take minutes on a busy machine.
  test.setTimeout(600_000);
  wallets = await openWallets();
  payer = await wallets.phone(20_000);
  other = await wallets.phone(0);
  tablet = await Tablet.pair(wallets.campus, wallets.office, wallets.shop);
});
test.afterAll(async () => {
  await wallets?.campus.stop();
});

const slip = (number: number) => tablet.page.locator(`[data-slip="${number}"]`);
const card = (phone: Phone, number: number) => phone.page.locator(`[data-paper-slip="${number}"]`);

async function enter(number: number, amount: number, of: Phone): Promise<void> {
  const { page } = tablet;
  await page.getByLabel(paper.number).fill(String(number));
  await page.getByLabel(paper.time).fill('12:05');
  await page.getByLabel(ko.counter.today.amount, { exact: true }).fill(String(amount));
  await page.getByLabel(paper.studentNumber).fill(of.student.studentNumber);
  await tablet.device.button(paper.enter).click();
}

test('blank slips are printed with numbers of their own, and nothing else of the app is', async () => {
  await tablet.go('today');
  await tablet.page.getByRole('link', { name: paper.title }).click();
  await tablet.device.stage('slips').waitFor();
  await enter(1, 4_500, payer);
  await expect(tablet.page.getByRole('alert')).toContainText('PAPER_SLIP_NUMBER');
  // A browser without a head has no printer.
  await tablet.page.evaluate('globalThis.print = () => undefined');
  await tablet.device.button(paper.print).click();
  await tablet.page.emulateMedia({ media: 'print' });
  await expect(tablet.page.getByText(paper.blank.number(1), { exact: true })).toBeVisible();
  await expect(tablet.page.getByText(paper.blank.number(20), { exact: true })).toBeVisible();
  await expect(tablet.page.locator('.shell')).toBeHidden();
  await tablet.page.screenshot({ path: test.info().outputPath('pad.png'), fullPage: true });
  await tablet.page.emulateMedia({ media: 'screen' });
  await expect(tablet.page.locator('.shell')).toBeVisible();
});

test('what was written is entered, shown on the phone at once, and paid by its owner’s word alone', async () => {
  await enter(1, 4_500, payer);
  await expect(slip(1)).toHaveAttribute('data-state', 'asked');
  await expect(card(payer, 1)).toBeVisible();
  await expect(payer.balance(20_000)).toBeVisible();
  await expectAccessible(payer.page, 'a slip on the phone');
  await payer.page.screenshot({ path: test.info().outputPath('phone.png') });
  await card(payer, 1).getByRole('button', { name: own.look }).click();
  await payer.payRequest();
  await expect(slip(1)).toHaveAttribute('data-state', 'paid');
  await payer.home();
  await expect(payer.balance(15_500)).toBeVisible();
  await expect(card(payer, 1)).toHaveCount(0);
});

test('a misread student number is declined, withdrawn, and entered again for the right one', async () => {
  await enter(2, 3_000, other);
  await card(other, 2).getByRole('button', { name: own.notMine }).click();
  await expect(slip(2)).toHaveAttribute('data-state', 'declined');
  await expect(card(other, 2)).toHaveCount(0);
  await enter(2, 3_000, payer);
  await expect(tablet.page.getByRole('alert')).toContainText('PAPER_SLIP_ENTERED');
  await slip(2).getByRole('button', { name: paper.withdraw }).click();
  await expect(slip(2)).toHaveCount(0);
  await tablet.device.button(paper.enter).click();
  await expect(slip(2)).toHaveAttribute('data-state', 'asked');
  await expect(card(payer, 2)).toBeVisible();
  await expectAccessible(tablet.page, 'slips');
  await expectNoSideways(tablet.page, 'slips');
});

test('one that was withdrawn goes from the phone', async () => {
  await slip(2).getByRole('button', { name: paper.withdraw }).click();
  await expect(card(payer, 2)).toHaveCount(0);
  await tablet.go('charge');
  await expect(tablet.page.locator('[data-today="1"]')).toBeVisible();
});

test('after a shortfall the member names a part on the phone, the counter arms it, and says what to take in cash', async () => {
  const { part } = walletOwn;
  await payer.openPay();
  await tablet.arm(20_000);
  tablet.device.see((await payer.photograph()).page);
  await expect(tablet.result('refused')).toContainText('INSUFFICIENT_FUNDS');
  tablet.device.seeNothing();
  await payer.device.button(ko.wallet.pay.partOffer).click();
  await payer.device.button(part.submit).click();
  await expect(tablet.page.locator('[data-part="15500"]')).toBeVisible();
  await expectAccessible(tablet.page, 'a part is armed');
  await tablet.page.screenshot({ path: test.info().outputPath('part.png') });
  tablet.device.see((await payer.photograph()).page);
  await expect(tablet.result('paid')).toContainText('15,500');
  await expect(tablet.page.locator('[data-cash="4500"]')).toBeVisible();
  tablet.device.seeNothing();
  await tablet.next();
  const report = await audit(wallets.campus);
  expect(report.equal).toBe(true);
  expect(report.orders.byType).toMatchObject({ charge: 1, pay: 1 });
});
