import { expect } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import type { Phone } from '../campus/phone.ts';
import { test } from '../campus/story.ts';
import { expectAccessible, expectNoSideways } from './screens.ts';
import { openWallets, type Wallets } from './wallets.ts';

/** What is shown between a question and its answer: nothing here is waited for that does not come by itself. */
const { wallet, common } = ko;

let wallets: Wallets;
let phone: Phone;
let friend: string;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  wallets = await openWallets();
  phone = await wallets.phone(20_000);
  const other = await wallets.phone(0);
  friend = await other.account();
  await other.device.close();
});
test.afterAll(async () => {
  await phone?.device.close();
  await wallets?.campus.stop();
});

test('an opening asks for the member and the balance once, before the app is there to ask', async () => {
  const { page, device } = phone;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${device.address}/`);
  await expect(phone.balance(20_000)).toBeVisible();
  const [app = ''] = asked.filter((path) => path.includes('/entry/start'));
  for (const path of ['/trpc/member.me', '/trpc/member.about', '/trpc/money.home']) {
    expect.soft(asked.indexOf(path), path).toBeLessThan(asked.indexOf(app));
    expect
      .soft(
        asked.filter((one) => one === path),
        path,
      )
      .toHaveLength(1);
  }
});

test('a history that still waits for its entries can be read, and goes on by itself when they come', async () => {
  const { page, device } = phone;
  const answered = Promise.withResolvers<void>();
  await page.route('**/trpc/money.history*', async (route) => {
    await answered.promise;
    await route.continue();
  });
  await page.goto(`${device.address}/history`);
  await device.stage('loading').waitFor();
  await expectAccessible(page, 'history waiting');
  await expectNoSideways(page, 'history waiting');
  answered.resolve();
  await expect(page.locator('[data-entries]')).toBeVisible();
  await page.unroute('**/trpc/money.history*');
});

test('sending whose answer is lost says so, and by itself that it has arrived, once', async () => {
  test.setTimeout(180_000);
  const { page, device } = phone;
  await page.goto(`${device.address}/to/${friend}`);
  await device.stage('amount').waitFor();
  await phone.typeAmount(3_000);
  await device.button(common.next).click();
  await device.stage('confirm').waitFor();
  // The order arrives at the server; its answers do not arrive at the phone.
  let lost = true;
  await page.route('**/trpc/money.send*', async (route) => {
    if (!lost) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await device.button(wallet.send.submit).click();
  await device.stage('unknown').waitFor();
  await expect(page.getByText(wallet.send.unknownTitle)).toBeVisible();
  await expectAccessible(page, 'sending, not yet known');
  await expectNoSideways(page, 'sending, not yet known');
  lost = false;
  await device.stage('sent').waitFor();
  await expectAccessible(page, 'sent');
  await device.button(common.confirm).click();
  await expect(phone.balance(17_000)).toBeVisible();
});

test('what the office says about an outage stands on the home screen at once, and goes when it is over', async () => {
  const { page } = phone;
  await phone.home();
  const { settings } = wallets.office.first.console;
  const outageBanner = '오늘 12시까지 원장을 점검합니다. 그동안은 결제가 조금 늦을 수 있습니다.';
  await settings.save.mutate({ outageBanner });
  const note = page.locator('[data-outage]');
  await expect(note).toContainText(outageBanner);
  await expectAccessible(page, 'home during an outage');
  await expectNoSideways(page, 'home during an outage');
  await settings.save.mutate({ outageBanner: '' });
  await expect(note).toHaveCount(0);
});
