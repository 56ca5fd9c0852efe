import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Student } from '../../../server/test/member.ts';
import type { Shop as Trader } from '../../../server/test/shop.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import { type Campus, openCampus } from '../campus/campus.ts';
import { Device } from '../campus/device.ts';
import { found, type Office } from '../campus/office.ts';
import { granted, type Officer } from '../campus/officer.ts';
import { test } from '../campus/story.ts';
import { readCsv } from './read-csv.ts';
import { signedIn } from './signed-in.ts';
import { Trade } from './trading.ts';

const { orders, screens, disputes } = ko.console;
const say = screens.settlements;
type Shop = Trader & { name: string };

let campus: Campus;
let office: Office;
let trade: Trade;
let third: Officer;
let noodles: Shop;
let books: Shop;
let kim: Student;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  campus = await openCampus();
  office = await found(campus);
  trade = new Trade(campus, office, await office.openProgramme('축제 식권'));
  third = await trade.appoint('정주임', 'jung', ['approver', 'auditor']);
  noodles = await trade.shop('금오분식');
  // A name that a careless writer of files would break a line with.
  books = await trade.shop('서점 "책, 그리고"');
  kim = await trade.student('20260001', '김민수', 100_000);
  await trade.day(noodles, kim, 1, [5_500, 3_000]);
  await trade.day(books, kim, 1, [12_000]);
  await trade.bank(noodles, '12345678901');
  await trade.bank(books, '98765432109');
});
test.afterAll(() => campus?.stop());
test.afterEach(async () => {
  for (const device of [...Device.opened]) await device.close();
});

const row = (page: Page, shop: Shop) => page.locator('tr', { hasText: shop.name });
/** Of the settlements, not of the batches below them. */
const settled = (page: Page, shop: Shop) => page.locator('tr[data-settlement]', { hasText: shop.name });

test('a settlement is rejected with its reason, then approved; an answer that is lost is asked for again', async () => {
  test.setTimeout(180_000);
  const desk = await signedIn(campus, office.first);
  const { page, device } = desk;
  await desk.go('settlements');
  await settled(page, noodles).getByRole('link').click();
  await page.locator('[data-settlement="counted"][data-agree="true"]').waitFor();
  await device.button(say.reject).click();
  await desk.dialog.getByRole('combobox').selectOption('refund-missing');
  await device.button(ko.common.next).click();
  await desk.sign();
  await expect(page.getByText(`${say.rejected}: ${orders.reasons['refund-missing']}`)).toBeVisible();
  await expect(page.locator('li[data-act="rejectSettlement"]')).toContainText(office.first.name);

  // The order reaches the ledger, and the server's answer does not reach the desk.
  await page.route('**/trpc/settlement.approve*', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await device.button(say.approve).click();
  await desk.signAs(orders.sign, 'unknown');
  await expect(page.getByText(orders.notKnown)).toBeVisible();
  await page.unrouteAll({ behavior: 'wait' });
  await device.button(orders.askAgain).click();
  await page.locator('[data-signing="done"]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-settlement="approved"]').waitFor();
  const { settlement } = granted(
    await office.first.console.settlement.show.query({ vendor: noodles.vendor, day: 1 }),
  );
  expect(settlement).toMatchObject({ state: 'approved', net: 8_500, approvedBy: office.first.id });

  const [statement] = await Promise.all([
    page.waitForEvent('download'),
    device.button(disputes.statement).click(),
  ]);
  expect((await readFile(await statement.path())).subarray(0, 5).toString()).toBe('%PDF-');
});

test('two shops are paid by one batch: its file is read back, cancelled by two, and a returned line goes back', async () => {
  test.setTimeout(300_000);
  await trade.approve(office.second, books, 1);
  const desk = await signedIn(campus, office.first);
  const { page, device } = desk;
  await page.goto(`${device.address}/settlements?tab=approved`);
  await page.locator('tr[data-settlement]').nth(1).waitFor();
  await device.button(say.chooseAll).click();
  await device.button(say.preparePayout(2)).click();
  await desk.showTotp();
  await page.locator('[data-signing="asking"]').waitFor();
  // What is signed names each account, and says that it fits what two approvers have put on the ledger.
  for (const account of ['12345678901', '98765432109']) await expect(desk.dialog).toContainText(account);
  await expect(desk.dialog).toContainText(say.linesChecked(2));
  await desk.sign();
  await page.locator('div[data-payout="open"]').waitFor();
  await expect(page.getByText(say.needThird)).toBeVisible();
  await expect(device.button(say.record)).toBeDisabled();

  const [file] = await Promise.all([page.waitForEvent('download'), device.button(say.bankFile).click()]);
  expect(readCsv(await readFile(await file.path(), 'utf8')).sort()).toEqual(
    [
      ['004', '12345678901', '8500', '금오분식', say.memo(1)],
      ['004', '98765432109', '12000', '서점 "책, 그리고"', say.memo(1)],
    ].sort(),
  );

  await device.button(say.cancel).click();
  await desk.propose();
  const other = await signedIn(campus, office.second);
  await other.agree('cancelPayout');
  await page.locator('div[data-payout="cancelled"]').waitFor();

  await page.goto(`${device.address}/settlements?tab=approved`);
  await page.locator('tr[data-settlement]').nth(1).waitFor();
  await device.button(say.chooseAll).click();
  await device.button(say.preparePayout(2)).click();
  await desk.sign();
  await page.locator('div[data-payout="open"]').waitFor();

  const cashier = await signedIn(campus, third);
  await cashier.page.goto(page.url());
  await row(cashier.page, books).getByRole('checkbox').check();
  await cashier.device.button(say.record).click();
  await expect(cashier.dialog).toContainText(orders.facts.returned);
  await cashier.sign();
  await cashier.page.locator('div[data-payout="paid"]').waitFor();
  await expect(row(cashier.page, books)).toContainText(disputes.returned);

  await page.goto(`${device.address}/settlements?tab=approved`);
  await expect(settled(page, books)).toBeVisible();
  await expect(settled(page, noodles)).toHaveCount(0);
  await page.goto(`${device.address}/settlements?tab=paid`);
  await expect(settled(page, noodles)).toBeVisible();
});

test('who signs a new bank account second sees the account itself, and both are in the log for having seen it', async () => {
  test.setTimeout(180_000);
  const desk = await signedIn(campus, office.first);
  const { page, device } = desk;
  await page.goto(`${device.address}/vendors/${noodles.vendor}`);
  await device.button(screens.vendors.changeDetails).click();
  await desk.dialog.getByLabel(screens.vendors.mail, { exact: true }).fill('noodles@kumoh.ac.kr');
  await device.button(ko.common.save).click();
  await expect(page.getByText('noodles@kumoh.ac.kr')).toBeVisible();
  await device.button(screens.vendors.changeBank).click();
  await desk.dialog.getByLabel(screens.vendors.bankCode, { exact: true }).fill('088');
  await desk.dialog.getByLabel(screens.vendors.bankAccount, { exact: true }).fill('11122233344');
  await desk.dialog.getByLabel(screens.vendors.holder, { exact: true }).fill('금오분식');
  await device.button(ko.common.next).click();
  await desk.propose();

  const other = await signedIn(campus, office.second);
  await other.go('approvals');
  await other.page
    .locator('[data-approval="changeVendor"]')
    .getByRole('button', { name: screens.approvals.look })
    .click();
  await other.showTotp();
  await expect(other.dialog).toContainText('088 11122233344 금오분식');
  await other.sign();
  await other.page.goto(`${other.device.address}/audit-log?act=readBankAccount`);
  await expect(other.page.locator('tbody tr', { hasText: office.second.name }).first()).toBeVisible();
});

test('a shop’s page has its sales, its settlements and its terminals', async () => {
  const desk = await signedIn(campus, office.first);
  const { page, device } = desk;
  await page.goto(`${device.address}/vendors/${books.vendor}`);
  await expect(page.locator(`[data-chart="${screens.vendors.sales}"]`)).toContainText('12,000원');
  await expect(page.locator('[data-settlement="approved"]')).toContainText('12,000원');
  await expect(page.locator('[data-till="paired"]')).toContainText(ko.console.charts.neverHeard);
});
