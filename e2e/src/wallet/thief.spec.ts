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
const { limitedCap } = firstLimits;
const held = 50_000;
const newPassword = '도둑이 정한 비밀번호';

let wallets: Wallets;
test.beforeEach(async () => {
  test.setTimeout(300_000);
  wallets = await openWallets();
});
test.afterEach(() => wallets?.campus.stop());

/** At a counter, with whatever the device shows; what was refused leaves no amount behind. */
async function pay(counter: Tablet, { page, address }: Device, amount: number, outcome: 'paid' | 'refused') {
  await page.goto(`${address}/pay`);
  await page.locator('svg[data-code]').waitFor();
  await counter.arm(amount);
  counter.device.see((await photograph(page)).page);
  await expect(counter.result(outcome)).toBeVisible();
  await counter.phoneGone();
  await counter.next();
  // What was refused is still in the amount, for another try.
  if (await counter.device.stage('armed').isVisible())
    await counter.device.button(ko.counter.charge.change).click();
  await counter.device.stage('typing').waitFor();
  await counter.page.keyboard.press('Escape');
}

const balance = ({ page }: Device, amount: number) => page.locator(`[data-balance="${amount}"]`);

test('whoever has the password, and so needs no mailbox, spends no more than the limited cap at a counter', async () => {
  const { campus, office, shop } = wallets;
  const phone = await wallets.phone(held);
  const counter = await Tablet.pair(campus, office, shop);
  const thief = await Device.open('phone', campus.addresses.wallet);
  await signIn(thief, phone.student);
  await payHereByPassword(thief, phone.student);
  await pay(counter, thief, limitedCap + 1, 'refused');
  await pay(counter, thief, limitedCap, 'paid');
  await pay(counter, thief, 100, 'refused');
  await thief.page.goto(`${thief.address}/`);
  await expect(balance(thief, held - limitedCap)).toBeVisible();
});

test('whoever has the mailbox too spends the same and no more, on however many phones, and the owner takes the wallet back', async () => {
  const { campus, office, shop } = wallets;
  const phone = await wallets.phone(held);
  const counter = await Tablet.pair(campus, office, shop);
  const thief = await Device.open('phone', campus.addresses.wallet);
  await resetPassword(campus, thief, phone.student, newPassword);
  const robbed = { ...phone.student, password: newPassword };
  await signIn(thief, robbed);
  await payHereByPassword(thief, robbed);
  await pay(counter, thief, limitedCap + 1, 'refused');
  await pay(counter, thief, limitedCap, 'paid');
  await pay(counter, thief, 100, 'refused');
  await expectNoSending(thief);
  // Nor does it set the recovery code, which would make it whole.
  await thief.page.goto(`${thief.address}/recovery`);
  await expect(thief.page.getByText(wallet.recovery.limited)).toBeVisible();
  await expect(thief.button(wallet.recovery.show)).toHaveCount(0);

  // The sum is the account's: a fresh phone brings none of its own.
  const another = await Device.open('phone', campus.addresses.wallet);
  await signIn(another, robbed);
  await payHereByPassword(another, robbed);
  await pay(counter, another, 100, 'refused');

  // The owner was signed out by it, has the mailbox as well, and the one phone that was confirmed.
  const { device } = phone;
  await device.stage('welcome').waitFor();
  await resetPassword(campus, device, phone.student, phone.student.password);
  await signIn(device, phone.student);
  await device.page.getByRole('link', { name: wallet.thisPhone.look }).click();
  await device.button(own.replaced.notMe).click();
  await device.stage('kept').waitFor();
  await pay(counter, device, limitedCap + 1, 'paid');
  await device.page.goto(`${device.address}/`);
  await expect(balance(device, held - limitedCap - (limitedCap + 1))).toBeVisible();
});

/** A phone that nobody has confirmed sends nothing, however little. */
async function expectNoSending({ page, address }: Device): Promise<void> {
  const accomplice = await wallets.phone(0);
  await page.goto(`${address}/to/${await accomplice.account()}?won=100`);
  await expect(page.getByText(ko.errors.ACCOUNT_LIMITED)).toBeVisible();
  await expect(page.locator('[data-stage="confirm"]')).toHaveCount(0);
}

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
