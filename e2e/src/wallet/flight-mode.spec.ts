import { expect } from '@playwright/test';
import { photograph } from '../campus/photograph.ts';
import { test } from '../campus/story.ts';
import { Tablet } from '../campus/tablet.ts';
import { keepsApp, openWallets, type Wallets } from './wallets.ts';

let wallets: Wallets;
test.beforeEach(async () => {
  test.setTimeout(300_000);
  wallets = await openWallets();
});
test.afterEach(() => wallets?.campus.stop());

test('in flight mode after a reload the phone shows a code, and a counter that is online takes it', async () => {
  const { campus, office, shop } = wallets;
  const phone = await wallets.phone(20_000);
  const counter = await Tablet.pair(campus, office, shop);
  await phone.openPay();
  await keepsApp(phone);
  await phone.device.context.setOffline(true);
  await phone.page.reload();
  await expect(phone.page.locator('svg[data-code]')).toBeVisible();
  // From the start of the navigation; printed and not asserted, since the machine may be shared.
  const shownMs = await phone.page.evaluate(() => performance.now());
  console.log(`flight mode: the code was on show ${Math.round(shownMs)} ms after the reload`);
  await counter.arm(6_500);
  counter.device.see((await phone.photograph()).page);
  await expect(counter.result('paid')).toBeVisible();
  await phone.device.context.setOffline(false);
  await expect(phone.device.stage('paid')).toBeVisible();
  await expect(phone.outcome).toContainText('6,500');
});

test('a phone that slept through three payments shows each once, and the balance is right', async () => {
  const { campus, office, shop } = wallets;
  const phone = await wallets.phone(20_000);
  const counter = await Tablet.pair(campus, office, shop);
  await phone.openPay();
  await keepsApp(phone);
  await phone.device.context.setOffline(true);
  for (const amount of [1_100, 2_200, 3_300]) {
    // A fresh code, as half a minute later.
    await phone.page.reload();
    await phone.page.locator('svg[data-code]').waitFor();
    await counter.arm(amount);
    counter.device.see((await photograph(phone.page)).page);
    await expect(counter.result('paid')).toBeVisible();
    await counter.next();
    await counter.phoneGone();
  }
  await phone.device.context.setOffline(false);
  for (const amount of ['1,100', '2,200', '3,300']) {
    await expect(phone.device.stage('paid')).toBeVisible();
    await expect(phone.outcome).toContainText(amount);
    await phone.device.button('확인').click();
  }
  await expect(phone.device.stage('showing')).toBeVisible();
  await phone.page.reload();
  await expect(phone.device.stage('showing')).toBeVisible();
  await phone.home();
  await expect(phone.balance(13_400)).toBeVisible();
});
