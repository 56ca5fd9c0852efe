import { expect } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import { qrPicture } from '../camera/index.ts';
import { Device } from '../campus/device.ts';
import { test } from '../campus/story.ts';
import { manager, Tablet } from '../campus/tablet.ts';
import { expectAccessible, expectNoSideways } from '../wallet/screens.ts';
import { type Lunch, openLunch } from './lunch.ts';
import { typeLikeHand } from './wedge-input.ts';

test.describe.configure({ mode: 'serial' });

/** Eight to thirteen inches, lying and standing. */
const sizes = [
  { width: 1280, height: 800 },
  { width: 800, height: 1280 },
  { width: 1024, height: 600 },
] as const;
let lunch: Lunch;
let tablet: Tablet;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  lunch = await openLunch({ members: 4, won: 50_000 });
  tablet = await Tablet.pair(lunch, lunch, lunch.shop);
});
test.afterAll(async () => {
  await tablet?.device.close();
  await lunch?.stop();
});

/** Accessible, nothing beside the screen, in each size; pictures for whoever looks at the run. */
async function look(name: string): Promise<void> {
  const { page } = tablet;
  for (const size of sizes) {
    await page.setViewportSize(size);
    await expectNoSideways(page, `${name} ${size.width}`);
    await page.screenshot({ path: test.info().outputPath(`${name}-${size.width}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: test.info().outputPath(`${name}-dark.png`) });
  await expectAccessible(page, `${name} in the dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(sizes[0]);
  await expectAccessible(page, name);
}

/** The key that is pressed for each customer is whole on the screen. */
async function expectReachable(name: string): Promise<void> {
  for (const size of sizes) {
    await tablet.page.setViewportSize(size);
    await expect(tablet.device.button(name)).toBeInViewport({ ratio: 1 });
  }
  await tablet.page.setViewportSize(sizes[0]);
}

test('charge: typing, armed, a queue and its green screen', async () => {
  test.setTimeout(180_000);
  await look('typing');
  await expectReachable(ko.counter.charge.arm);
  await typeLikeHand(tablet.page, '4500');
  await tablet.device.button(ko.counter.charge.rush.start).click();
  await tablet.device.stage('armed').waitFor();
  await look('rush');
  const [member] = lunch.members;
  if (member) tablet.device.see(qrPicture(lunch.payCode(member)));
  await expect(tablet.result('paid').locator('[data-people="1"]')).toBeVisible();
  tablet.device.seeNothing();
  await look('rush-paid');
  await tablet.next();
  await tablet.device.button(ko.counter.charge.rush.stop).click();
  await tablet.page.keyboard.press('Escape');
});

test('the manager keeps an item, its tile is charged, sold out it cannot be pressed, and a cashier brings it back', async () => {
  test.setTimeout(180_000);
  const { items } = ko.counter.manager;
  await tablet.go('manage');
  await tablet.device.button(items.add).click();
  await tablet.page.getByLabel(items.name, { exact: true }).fill('돈가스');
  await tablet.page.getByLabel(items.price).fill('6500');
  await tablet.page.getByLabel(items.category).fill('식사');
  await tablet.device.button(items.save).click();
  await expect(tablet.page.getByRole('button', { name: items.edit('돈가스') })).toBeVisible();
  await look('manage');
  await tablet.go('charge');
  await tablet.page.getByText(ko.counter.charge.tiles, { exact: true }).click();
  await tablet.page.locator('button.tile').click();
  await tablet.device.button(ko.counter.charge.arm).click();
  const member = lunch.members[1];
  if (member) tablet.device.see(qrPicture(lunch.payCode(member)));
  await expect(tablet.result('paid')).toContainText('6,500');
  await tablet.next();
  tablet.device.seeNothing();
  await tablet.go('manage');
  await tablet.page.getByRole('button', { name: items.edit('돈가스') }).click();
  await tablet.page.getByRole('switch', { name: items.soldOut }).click();
  await tablet.device.button(items.save).click();
  await tablet.go('charge');
  await tablet.page.getByText(ko.counter.charge.tiles, { exact: true }).click();
  const tile = tablet.page.locator('button.tile');
  await expect(tile).toBeDisabled();
  await look('tiles');
  // Whoever stands there says that there is some again, with no manager.
  await tablet.device.button(items.markSoldOut).click();
  await tile.click();
  await expect(tile).toContainText('6,500');
  await look('tiles-marking');
  await tablet.device.button(items.markSoldOut).click();
  await expect(tile).toBeEnabled();
});

test('today, closing, days and settings', async () => {
  test.setTimeout(240_000);
  for (const place of ['today', 'close', 'days', 'setup']) {
    await tablet.go(place);
    await tablet.page.locator(`[data-stage="${place === 'close' ? 'closing' : place}"]`).waitFor();
    await look(place);
  }
});

test('a screen whose answer fails or is late says so, and comes by itself when the line is back', async () => {
  test.setTimeout(240_000);
  const { page } = tablet;
  const broken = '{"error":{"message":"INTERNAL","code":-32603,"data":{"httpStatus":500}}}';
  for (const [place, procedure, has] of [
    ['close', 'day.closing', '[data-stage="closing"] .left > button'],
    ['days', 'day.list', '[data-stage="days"] .empty'],
    ['manage', 'item.list', '[data-stage="manage"] li'],
  ] as const) {
    const asked = `**/trpc/${procedure}*`;
    await tablet.go('charge');
    await page.route(asked, () => undefined);
    await tablet.go(place);
    await expect(page.locator('main .spinner').first()).toBeVisible();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await tablet.go('charge');
    await page.route(asked, (route) =>
      route.fulfill({ status: 500, contentType: 'application/json', body: broken }),
    );
    await tablet.go(place);
    await expect(page.locator('main').getByRole('alert').first()).toBeVisible();
    await look(`${place}-failed`);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    // The line goes and comes back: nobody has to leave the screen and return.
    await page.route('**/trpc/**', (route) => route.abort('connectionrefused'));
    await expect(page.getByText(ko.counter.state.bad).first()).toBeVisible();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await expect(page.locator(has).first()).toBeVisible();
    await expect(page.locator('main').getByRole('alert')).toHaveCount(0);
  }
});

test('large, low and high-contrast keep the charge key whole on the screen', async () => {
  test.setTimeout(180_000);
  const { layout } = ko.counter.manager;
  for (const name of [layout.layouts.low, layout.layouts.large]) {
    await tablet.go('setup');
    await tablet.page.getByText(name, { exact: true }).click();
    await tablet.go('charge');
    await look(name === layout.layouts.low ? 'low' : 'large');
    await expectReachable(ko.counter.charge.arm);
  }
  await tablet.go('setup');
  await tablet.page.getByText(layout.layouts.standard, { exact: true }).click();
  await tablet.page.getByRole('switch', { name: layout.contrast }).click();
  await tablet.go('charge');
  await look('contrast');
});

test('a customer display follows the sale by its link alone, and ends when it is unlinked', async () => {
  test.setTimeout(120_000);
  const { display } = ko.counter.service;
  await tablet.go('setup');
  await tablet.page.getByText(ko.counter.manager.layout.stands.display, { exact: true }).click();
  await tablet.device.button(display.link).click();
  const linked = tablet.page.locator('[data-display-address]');
  const address = await linked.getAttribute('data-display-address');
  const { wallet, console } = lunch.addresses;
  const phone = await Device.open('phone', address ?? '', { noRouteTo: [wallet, console] });
  const shown = (is: string) => phone.page.locator(`[data-display="${is}"]`);
  await expect(shown('wait')).toBeVisible();
  await tablet.go('charge');
  await tablet.arm(3_000);
  await expect(shown('show')).toContainText('3,000');
  const member = lunch.members[2];
  if (member) tablet.device.see(qrPicture(lunch.payCode(member)));
  await expect(shown('paid')).toContainText('3,000');
  await expectAccessible(phone.page, 'display');
  await phone.page.screenshot({ path: test.info().outputPath('display.png') });
  await tablet.next();
  await tablet.go('setup');
  await tablet.device.button(display.unlink).click();
  await expect(shown('ended')).toBeVisible();
  await phone.close();
});

test('the lock screen in every size, and the PIN opens it', async () => {
  await tablet.page.locator('button.lock').click();
  await tablet.page.locator('.unlock').waitFor();
  await look('unlock');
  await tablet.unlock(manager.pin);
});
