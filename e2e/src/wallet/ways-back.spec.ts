import { expect } from '@playwright/test';
import { own } from '../../../ui/src/words/ko/wallet-own.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import { Device } from '../campus/device.ts';
import type { Phone, Student } from '../campus/phone.ts';
import { test } from '../campus/story.ts';
import { payHereByPassword, signIn } from './sign-in.ts';
import { confirmAtOffice, fingerprintAtOffice, openWallets, type Wallets } from './wallets.ts';

const { wallet, common } = ko;
const held = 20_000;
const limited = wallet.thisPhone.limited('10,000원');

let wallets: Wallets;
test.beforeEach(async () => {
  test.setTimeout(300_000);
  wallets = await openWallets();
});
test.afterEach(() => wallets?.campus.stop());

/** What a browser that is short of room does, or a student who clears it: nothing is left, the key neither. */
async function clearStorage({ page, device }: Phone): Promise<void> {
  await device.context.clearCookies();
  await page.evaluate(async () => {
    localStorage.clear();
    for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
    for (const name of await caches.keys()) await caches.delete(name);
  });
}

/** Sets the recovery code as a student does, and gives what was written down. */
async function writeDownCode({ page, device }: Phone): Promise<string> {
  await page.goto(`${device.address}/recovery`);
  await device.button(wallet.recovery.show).click();
  const code = (await page.locator('[data-recovery]').getAttribute('data-recovery')) ?? '';
  await device.button(wallet.recovery.written).click();
  const fields = page.locator('[data-group]');
  for (const field of await fields.all()) {
    const group = Number(await field.getAttribute('data-group'));
    await field.fill(code.slice(4 * group, 4 * group + 4));
  }
  await device.button(wallet.recovery.check).click();
  await device.stage('done').waitFor();
  await device.button(common.done).click();
  await device.stage('home').waitFor();
  return code;
}

test('cleared storage loses no won: the recovery code makes the phone whole again', async () => {
  const phone = await wallets.phone(held);
  const { device, page } = phone;
  const code = await writeDownCode(phone);
  await clearStorage(phone);
  await signIn(device, phone.student);
  await expect(phone.balance(held)).toBeVisible();
  await page.goto(`${device.address}/this-phone`);
  await device.button(wallet.thisPhone.byCode).click();
  await page.getByLabel(wallet.thisPhone.code).fill(code);
  await device.button(common.next).click();
  await device.stage('nextCode').waitFor();
  await device.button(wallet.thisPhone.finish).click();
  await device.stage('done').waitFor();
  await expect(page.getByText(wallet.thisPhone.doneLimited('10,000원'))).toHaveCount(0);
  await device.button(common.done).click();
  await expect(phone.balance(held)).toBeVisible();
  await phone.openPay();
  await expect(page.locator('svg[data-code]')).toBeVisible();
});

test('cleared storage loses no won: the old phone says that it was its owner', async () => {
  const phone = await wallets.phone(held);
  const fresh = await Device.open('phone', wallets.campus.addresses.wallet);
  await signIn(fresh, phone.student);
  await payHereByPassword(fresh, phone.student);
  await expect(fresh.page.getByText(limited)).toBeVisible();
  await phone.page.getByRole('link', { name: wallet.thisPhone.look }).click();
  await phone.device.button(own.replaced.me).click();
  await phone.device.stage('confirmed').waitFor();
  await expectWhole(fresh, phone.student);
});

test('cleared storage loses no won: the office has seen the student card', async () => {
  const phone = await wallets.phone(held);
  const account = await phone.account();
  await clearStorage(phone);
  await signIn(phone.device, phone.student);
  await payHereByPassword(phone.device, phone.student);
  await expect(phone.page.getByText(limited)).toBeVisible();
  // The office compares what the phone shows with what its own screen shows.
  await phone.page.goto(`${phone.device.address}/limited`);
  await expect(phone.page.locator('[data-fingerprint]')).toHaveText(
    await fingerprintAtOffice(wallets.office, account),
  );
  await phone.page.goto(phone.device.address);
  await confirmAtOffice(wallets.office, account);
  await expectWhole(phone.device, phone.student);
});

/** By itself: nobody reloads. Then all of it can be spent, which the ledger is asked for by sending. */
async function expectWhole(device: Device, owner: Student): Promise<void> {
  const { page } = device;
  await expect(page.getByText(limited)).toHaveCount(0);
  await expect(page.locator(`[data-balance="${held}"]`)).toBeVisible();
  const friend = await wallets.phone(0);
  await page.goto(`${device.address}/to/${await friend.account()}?won=${held}`);
  await device.stage('amount').waitFor();
  await device.button(common.next).click();
  await device.button(wallet.send.submit).click();
  await device.stage('sent').waitFor();
  await expect(friend.balance(held)).toBeVisible();
  expect(friend.student.name).not.toBe(owner.name);
}

test('whoever has only the password gets a limited phone, and the old one takes it back', async () => {
  const phone = await wallets.phone(held);
  const thief = await Device.open('phone', wallets.campus.addresses.wallet);
  await signIn(thief, phone.student);
  await payHereByPassword(thief, phone.student);
  await expect(thief.page.getByText(limited)).toBeVisible();
  // The old phone hears of it by itself.
  await phone.page.getByRole('link', { name: wallet.thisPhone.look }).click();
  await phone.device.button(own.replaced.notMe).click();
  await phone.device.stage('kept').waitFor();
  await phone.device.button(own.replaced.changePassword).click();
  await phone.device.stage('settings').waitFor();
  await phone.page.goto(`${phone.device.address}/pay`);
  await expect(phone.page.locator('svg[data-code]')).toBeVisible();
  await thief.page.goto(`${thief.address}/pay`);
  await thief.stage('noKey').waitFor();
});
