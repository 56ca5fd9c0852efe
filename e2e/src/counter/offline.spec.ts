import { expect } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import { qrPicture } from '../camera/index.ts';
import { audit, committedOrders } from '../campus/ledger.ts';
import { test } from '../campus/story.ts';
import { manager, Tablet } from '../campus/tablet.ts';
import { expectAccessible } from '../wallet/screens.ts';
import { type Lunch, openLunch } from './lunch.ts';

test.describe.configure({ mode: 'serial' });

const { offline } = ko.counter.service;
let lunch: Lunch;
let tablet: Tablet;
const member = (place: number) => {
  const one = lunch.members[place];
  if (!one) throw new Error('the lunch has too few members');
  return one;
};

test.beforeAll(async () => {
  test.setTimeout(240_000);
  lunch = await openLunch({ members: 4, won: 12_000 });
  tablet = await Tablet.pair(lunch, lunch, lunch.shop);
  // The page is kept on the tablet once its worker has taken over.
  await tablet.page.evaluate('navigator.serviceWorker.ready.then(() => null)');
});
test.afterAll(async () => {
  await tablet?.device.close();
  await lunch?.stop();
});

test('a server that is gone is found out without any event of the browser’s', async () => {
  // One has spent, online, what the tablet will be shown offline.
  await tablet.arm(9_000);
  tablet.device.see(qrPicture(lunch.payCode(member(1))));
  await expect(tablet.result('paid')).toBeVisible();
  await tablet.next();
  tablet.device.seeNothing();
  await lunch.server.kill();
  await expect(tablet.page.getByText(offline.banner).first()).toBeVisible();
  await expectAccessible(tablet.page, 'no server');
});

test('what its owner allows is taken up to the cap; anything else is refused, and nothing is green', async () => {
  await tablet.arm(4_000);
  tablet.device.see(qrPicture(lunch.payCode(member(0))));
  await expect(tablet.result('refused')).toContainText('OFFLINE_NOT_ALLOWED');
  tablet.device.see(qrPicture(lunch.offlineCode(member(2), { voucher: member(3) }), 6));
  await expect(tablet.result('refused')).toContainText('BAD_SIGNATURE');
  for (const place of [0, 1]) {
    tablet.device.see(qrPicture(lunch.offlineCode(member(place)), 6));
    await expect(tablet.result('taken')).toBeVisible();
    await expectAccessible(tablet.page, 'taken');
    await tablet.next();
    tablet.device.seeNothing();
    if (place === 0) await tablet.arm(4_000);
  }
  await expect(tablet.page.locator('[data-risk="8000"]')).toBeVisible();
});

test('a reload without a server keeps the queue and opens by the PIN that the server last accepted', async () => {
  await tablet.page.reload();
  await expect(tablet.page.getByText(offline.unlock)).toBeVisible();
  const type = async (pin: string) => {
    for (const digit of pin) await tablet.device.button(digit).click();
    await tablet.device.button(ko.counter.unlock.open).click();
  };
  await type('9182');
  await expect(tablet.page.getByRole('alert').last()).toBeVisible();
  await type(manager.pin);
  await tablet.device.stage('typing').waitFor();
  await expect(tablet.page.locator('[data-risk="8000"]')).toBeVisible();
});

test('with the server back everything is sent by itself: late ones and bounced ones are plain to see', async () => {
  test.setTimeout(180_000);
  await lunch.server.start();
  await expect(tablet.page.locator('[data-late="paid"]')).toHaveCount(1, { timeout: 30_000 });
  await expect(tablet.page.locator('[data-late]:not([data-late="paid"])')).toHaveCount(1);
  await expect(tablet.page.locator('[data-risk]')).toHaveCount(0);
  const taken = (await committedOrders(lunch)).filter(
    ({ order }) => order.type === 'charge' && order.body.offline !== undefined,
  );
  expect(taken).toHaveLength(2);
  expect((await audit(lunch)).equal).toBe(true);
  // Whoever opened without the server has it open with the server too.
  await tablet.arm(1_000);
  tablet.device.see(qrPicture(lunch.payCode(member(3))));
  await expect(tablet.result('paid')).toBeVisible();
});

test('what bounced is listed under today with why and until when; presented again too early it is refused and stays', async () => {
  await tablet.next();
  await tablet.go('today');
  const owed = tablet.page.locator('[data-owed]');
  await expect(owed).toHaveCount(1);
  await expect(owed).toContainText(offline.reasons.INSUFFICIENT_FUNDS);
  await owed.getByRole('button', { name: offline.present }).click();
  await expect(owed.getByRole('alert')).toContainText('INSUFFICIENT_FUNDS');
  await expect(owed).toHaveCount(1);
  for (const colorScheme of ['dark', 'light'] as const) {
    await tablet.page.emulateMedia({ colorScheme });
    await tablet.page.screenshot({ path: test.info().outputPath(`owed-${colorScheme}.png`) });
    await expectAccessible(tablet.page, `owed, ${colorScheme}`);
  }
});

test('a counter that is locked while the server is away stays locked when it is back', async () => {
  test.setTimeout(120_000);
  const { page } = tablet;
  await lunch.server.kill();
  await expect(page.getByText(offline.banner).first()).toBeVisible();
  await page.locator('button.lock').click();
  const lock = page.locator('.unlock');
  await lock.waitFor();
  // Not one that is still under way when the server dies.
  const asked = page.waitForResponse((response) => response.url().includes('staff.me') && response.ok());
  await lunch.server.start();
  await asked;
  await page.reload();
  await lock.or(tablet.device.stage('typing')).first().waitFor();
  await expect(lock).toBeVisible();
});
