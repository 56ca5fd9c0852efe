import { firstLimits } from '@kumoh-pay/domain';
import { expect } from '@playwright/test';
import { own } from '../../../ui/src/words/ko/wallet-own.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import { Device } from '../campus/device.ts';
import { photograph } from '../campus/photograph.ts';
import { test } from '../campus/story.ts';
import { Tablet } from '../campus/tablet.ts';
import { payHereByPassword, resetPassword, signIn } from './sign-in.ts';
import { openWallets, type Wallets } from './wallets.ts';

const { wallet, common } = ko;
const held = 50_000;
const newPassword = '도둑이 정한 비밀번호';

let wallets: Wallets;
test.beforeEach(async () => {
  test.setTimeout(300_000);
  wallets = await openWallets();
});
test.afterEach(() => wallets?.campus.stop());

test('whoever has the password, and so needs no mailbox, spends no more than the limited cap at a counter', async () => {
  const { campus, office, shop } = wallets;
  const phone = await wallets.phone(held);
  const counter = await Tablet.pair(campus, office, shop);
  const pay = async (thief: Device, amount: number, outcome: 'paid' | 'refused') => {
    await thief.page.goto(`${thief.address}/pay`);
    await thief.page.locator('svg[data-code]').waitFor();
    await counter.arm(amount);
    counter.device.see((await photograph(thief.page)).page);
    await expect(counter.result(outcome)).toBeVisible();
    await counter.phoneGone();
    await counter.next();
    // What was refused is still in the amount, for another try.
    if (await counter.device.stage('armed').isVisible())
      await counter.device.button(ko.counter.charge.change).click();
    await counter.device.stage('typing').waitFor();
    await counter.page.keyboard.press('Escape');
  };

  const first = await Device.open('phone', campus.addresses.wallet);
  await signIn(first, phone.student);
  await payHereByPassword(first, phone.student);
  await pay(first, firstLimits.limitedCap + 1, 'refused');
  await pay(first, firstLimits.limitedCap, 'paid');
  await pay(first, 100, 'refused');
  await first.page.goto(`${first.address}/`);
  await expect(first.page.locator(`[data-balance="${held - firstLimits.limitedCap}"]`)).toBeVisible();
});

test('whoever has the phone and the mailbox gains nothing once its owner has reported it lost', async () => {
  const { campus, office, shop } = wallets;
  const phone = await wallets.phone(held);
  const { device, page } = phone;
  const counter = await Tablet.pair(campus, office, shop);

  // At a friend's browser, without signing in.
  const friends = await Device.open('phone', campus.addresses.wallet);
  await friends.page.goto(`${friends.address}/sign-in`);
  await friends.button(wallet.signIn.lost).click();
  await friends.page.getByLabel(wallet.studentNumber).fill(phone.student.studentNumber);
  await friends.page.getByLabel(wallet.password, { exact: true }).fill(phone.student.password);
  await friends.button(wallet.signIn.freeze).click();
  await friends.stage('frozen').waitFor();
  await friends.close();

  await resetPassword(campus, device, phone.student, newPassword);
  await signIn(device, { ...phone.student, password: newPassword });
  await page.goto(`${device.address}/settings`);
  await expect(page.getByText(own.settings.thawByOffice)).toBeVisible();
  await expect(device.button(own.settings.thaw)).toHaveCount(0);
  // A recovery code would wake the wallet: the ledger takes none now.
  await page.goto(`${device.address}/recovery`);
  await device.button(wallet.recovery.show).click();
  const code = (await page.locator('[data-recovery]').getAttribute('data-recovery')) ?? '';
  await device.button(wallet.recovery.written).click();
  for (const field of await page.locator('[data-group]').all()) {
    const group = Number(await field.getAttribute('data-group'));
    await field.fill(code.slice(4 * group, 4 * group + 4));
  }
  await device.button(wallet.recovery.check).click();
  await expect(page.getByText(ko.errors.ACCOUNT_SUSPENDED)).toBeVisible();
  // In flight mode the phone does not know that it was stopped; the counter does.
  await page.goto(`${device.address}/pay`);
  await expect(page.getByText(wallet.thisPhone.suspended)).toBeVisible();
  await page.route('**/trpc/**', (route) => route.abort());
  await page.reload();
  await page.locator('svg[data-code]').waitFor();
  await counter.arm(1_000);
  counter.device.see((await phone.photograph()).page);
  await expect(counter.result('refused')).toContainText('ACCOUNT_SUSPENDED');
  await page.unroute('**/trpc/**');
  await device.button(common.back).click();
  await expect(phone.balance(held)).toBeVisible();
});
