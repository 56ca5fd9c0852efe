import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { own } from '../../../ui/src/words/ko/wallet-own.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import { Device } from '../campus/device.ts';
import type { Phone } from '../campus/phone.ts';
import { test } from '../campus/story.ts';
import { signIn } from './sign-in.ts';
import { closeAtOffice, openWallets, type Wallets } from './wallets.ts';

const { wallet, common } = ko;
const { settings } = own;
const held = 20_000;

let wallets: Wallets;
let phone: Phone;
test.beforeEach(async () => {
  test.setTimeout(300_000);
  wallets = await openWallets();
  phone = await wallets.phone(held);
});
test.afterEach(() => wallets?.campus.stop());

const openSettings = () => phone.page.goto(`${phone.device.address}/settings`);

test('another device is ended by itself, with all others, and by a changed password', async () => {
  const { device, page } = phone;
  const other = await Device.open('phone', wallets.campus.addresses.wallet);
  await signIn(other, phone.student);
  await openSettings();
  const devices = page.getByRole('listitem').filter({ hasText: settings.end });
  await expect(devices).toHaveCount(1);
  await devices.getByRole('button').click();
  // Nobody touches the other one: it hears of it.
  await other.stage('welcome').waitFor();
  await expect(devices).toHaveCount(0);

  await signIn(other, phone.student);
  await openSettings();
  await device.button(settings.endOthers).click();
  await other.stage('welcome').waitFor();

  await signIn(other, phone.student);
  const password = '가을 단풍이 물든 교정';
  await page.getByRole('button', { name: settings.passwordTitle }).click();
  await page.getByLabel(wallet.presentPassword, { exact: true }).fill('이것은 아니에요');
  await page.getByLabel(wallet.newPassword, { exact: true }).fill(password);
  await device.button(own.forgotten.submit).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await page.getByLabel(wallet.presentPassword, { exact: true }).fill(phone.student.password);
  await device.button(own.forgotten.submit).click();
  await expect(page.getByText(settings.passwordChanged)).toBeVisible();
  await other.stage('welcome').waitFor();
  await signIn(other, { ...phone.student, password });
});

test('a wallet that its owner has stopped pays nothing, until the same phone lets it go', async () => {
  const { device, page } = phone;
  await openSettings();
  await page.getByRole('button', { name: settings.freezeTitle }).click();
  await device.button(settings.freeze).click();
  await expect(page.getByText(settings.frozen, { exact: true })).toBeVisible();
  await page.goto(`${device.address}/pay`);
  await expect(page.getByText(wallet.thisPhone.suspended)).toBeVisible();
  await expect(page.locator('svg[data-code]')).toHaveCount(0);
  await openSettings();
  await device.button(settings.thaw).click();
  await expect(device.button(settings.thaw)).toHaveCount(0);
  await phone.openPay();
  await expect(page.locator('svg[data-code]')).toBeVisible();
});

test('who leaves is told what becomes of the balance, may stay, and takes along all that is kept', async () => {
  const { device, page } = phone;
  await openSettings();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: settings.ownData }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe(settings.ownDataName);
  const text = await readFile(await file.path(), 'utf8');
  const { person, entries } = JSON.parse(text);
  expect(person).toMatchObject({ name: phone.student.name, student_number: phone.student.studentNumber });
  expect(entries).toMatchObject([{ kind: 'issue', amount: held }]);
  expect(text).not.toContain('argon2');

  await page.getByRole('link', { name: settings.leave }).click();
  await expect(page.getByText(own.leave.balance('20,000원'))).toBeVisible();
  await expect(page.getByText(own.leave.balanceExplained)).toBeVisible();
  await page.getByLabel(wallet.password, { exact: true }).fill(phone.student.password);
  await device.button(own.leave.submit).click();
  await device.stage('asked').waitFor();
  await device.button(own.leave.stay).click();
  await device.stage('leave').waitFor();
  await device.button(common.back).click();
  await phone.home();
  await expect(phone.balance(held)).toBeVisible();
});

test('language, theme, text size and the code’s cap are as they were chosen, after a reload too', async () => {
  const { page } = phone;
  await openSettings();
  await page.getByRole('button', { name: settings.cap }).click();
  await page.getByRole('dialog').getByRole('button', { name: '10,000원' }).click();
  await page.getByText(common.themes.dark, { exact: true }).click();
  await page.getByText(settings.textSizes['150'], { exact: true }).click();
  await page.getByText('English', { exact: true }).click();
  await page.reload();
  const root = page.locator('html');
  await expect(root).toHaveAttribute('lang', 'en');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await expect(root).toHaveCSS('font-size', '24px');
  await page.goto(`${phone.device.address}/pay`);
  await expect(page.getByRole('button', { name: /10,000/ })).toBeVisible();
});

test('to oneself, to a closed wallet and to nobody nothing can be sent, and the screen says why', async () => {
  const { device, page } = phone;
  const nobody = async (account: string, why: string) => {
    await page.goto(`${device.address}/to/${account}`);
    await device.stage('nobody').waitFor();
    await expect(page.getByRole('alert')).toContainText(why);
    await expect(device.button(common.next)).toHaveCount(0);
  };
  await nobody(await phone.account(), ko.errors.SAME_ACCOUNT);
  await nobody('00000000000000000000000000', ko.errors.UNKNOWN_ACCOUNT);

  const friend = await wallets.phone(0);
  const account = await friend.account();
  await closeAtOffice(wallets.office, account);
  await expect(() => nobody(account, ko.errors.ACCOUNT_CLOSED)).toPass();
});
