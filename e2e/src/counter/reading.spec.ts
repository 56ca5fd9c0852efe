import { expect } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import { type Picture, plainPicture, qrPicture } from '../camera/index.ts';
import { Device } from '../campus/device.ts';
import { committedOrders } from '../campus/ledger.ts';
import { test } from '../campus/story.ts';
import { manager, Tablet } from '../campus/tablet.ts';
import { type Lunch, openLunch } from './lunch.ts';
import { typeLikeHand, typeLikeScanner } from './wedge-input.ts';

test.describe.configure({ mode: 'serial' });

const { notes, camera } = ko.counter.charge;
let lunch: Lunch;
let tablet: Tablet;
/** Members are used up one by one: what one test did is nothing to the next. */
let used = 0;
const next = () => {
  const member = lunch.members[used];
  used += 1;
  if (!member) throw new Error('the lunch has too few members');
  return member;
};
const charges = async () => (await committedOrders(lunch)).filter(({ order }) => order.type === 'charge');

test.beforeAll(async () => {
  test.setTimeout(240_000);
  lunch = await openLunch({ members: 16, won: 50_000 });
  tablet = await Tablet.pair(lunch, lunch, lunch.shop);
});
test.afterAll(async () => {
  await tablet?.device.close();
  await lunch?.stop();
});
test.beforeEach(async () => {
  tablet.device.seeNothing();
});

test('the same code shown twice pays once, also for the next amount', async () => {
  const code = qrPicture(lunch.payCode(next()));
  await tablet.arm(1_000);
  tablet.device.see(code);
  await expect(tablet.result('paid')).toBeVisible();
  await tablet.next();
  await tablet.arm(2_000);
  await expect(tablet.note).toHaveText(notes.STILL_PAID);
  expect(await charges()).toHaveLength(1);
  await tablet.device.button(ko.counter.charge.change).click();
  await tablet.page.keyboard.press('Escape');
});

test('the payer’s next code pays only at the cashier’s word, or after the phone was taken away', async () => {
  const member = next();
  await tablet.arm(1_000);
  tablet.device.see(qrPicture(lunch.payCode(member)));
  await expect(tablet.result('paid')).toBeVisible();
  tablet.device.see(qrPicture(lunch.payCode(member)));
  await tablet.next();
  await tablet.arm(1_500);
  await expect(tablet.note).toHaveText(notes.SAME_PERSON);
  const before = (await charges()).length;
  await tablet.device.button(ko.counter.charge.rush.again).click();
  await expect(tablet.result('paid')).toContainText('1,500');
  expect(await charges()).toHaveLength(before + 1);
  await tablet.next();
});

test('of two phones before the camera neither is charged; the one that stays is', async () => {
  const [first, second] = [next(), next()];
  const before = (await charges()).length;
  tablet.device.see(beside(qrPicture(lunch.payCode(first), 6), qrPicture(lunch.payCode(second), 6)));
  await tablet.arm(1_000);
  await expect(tablet.note).toHaveText(notes.TWO_CODES);
  expect(await charges()).toHaveLength(before);
  tablet.device.see(qrPicture(lunch.payCode(second)));
  await expect(tablet.result('paid')).toBeVisible();
  await tablet.next();
});

test('an old photograph of a code is refused with what to do, and a fresh code is charged', async () => {
  const member = next();
  await tablet.arm(1_000);
  tablet.device.see(qrPicture(lunch.codeOf(member, Date.now() - 200_000)));
  await expect(tablet.result('refused')).toContainText('CODE_EXPIRED');
  tablet.device.see(qrPicture(lunch.payCode(member)));
  await expect(tablet.result('paid')).toBeVisible();
  await tablet.next();
});

test('other makers’ codes get a sentence, and the camera goes on', async () => {
  await tablet.arm(1_000);
  for (const text of ['https://example.org/menu', '00020101021229300012D156000000000510A93FO3230Q']) {
    tablet.device.see(qrPicture(text, 10));
    await expect(tablet.note).toHaveText(/금오페이 코드가 아닙니다/);
  }
  tablet.device.see(qrPicture(lunch.payCode(next())));
  await expect(tablet.result('paid')).toBeVisible();
  await tablet.next();
});

test('a code that changes while it is read is one charge', async () => {
  const member = next();
  const before = (await charges()).length;
  await tablet.arm(1_000);
  for (let change = 0; change < 12; change++) {
    tablet.device.see(qrPicture(lunch.payCode(member)));
    await tablet.page.waitForTimeout(40);
  }
  await expect(tablet.result('paid')).toBeVisible();
  expect(await charges()).toHaveLength(before + 1);
  await tablet.next();
});

test('a camera that is unplugged is said, its coming back is found, and the scanner works meanwhile', async () => {
  // The browser's own way to the device: gone, and there again.
  await tablet.page.evaluate(`
    globalThis.keptGetUserMedia = navigator.mediaDevices.getUserMedia;
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    for (const track of document.querySelector('video').srcObject.getTracks()) { track.stop(); track.dispatchEvent(new Event('ended')); }`);
  await expect(tablet.page.locator('[data-camera="no-camera"], [data-camera="lost"]')).toBeVisible();
  await expect(tablet.page.getByText(camera['no-camera'])).toBeVisible();
  await tablet.arm(1_000);
  await typeLikeScanner(tablet.page, lunch.payCode(next()), 5);
  await expect(tablet.result('paid')).toBeVisible();
  await tablet.next();
  await tablet.page.evaluate('navigator.mediaDevices.getUserMedia = keptGetUserMedia');
  await expect(tablet.page.locator('[data-camera="looking"]')).toBeVisible();
});

test('where the camera is refused the counter says so, and a scanner charges, but only where an amount is asked for', async () => {
  const { wallet, console } = lunch.addresses;
  const device = await Device.open('tablet', lunch.addresses.counter, {
    noRouteTo: [wallet, console],
    cameraAllowed: false,
  });
  const blind = new Tablet(device);
  await device.stage('code').waitFor();
  await device.page.getByLabel(ko.counter.pair.code).fill(await lunch.pairingCode(lunch.shop, '2번 계산대'));
  await device.button(ko.counter.pair.next).click();
  await device.stage('confirm').waitFor();
  await device.button(ko.counter.pair.pair).click();
  const member = next();
  // Locked, a customer's code is no PIN and no wrong try; what a hand types is.
  const filled = device.page.locator('.dots .filled');
  await device.page.locator('.unlock .pad').waitFor();
  await typeLikeScanner(device.page, lunch.payCode(member), 5);
  await typeLikeHand(device.page, manager.pin);
  await expect(filled).toHaveCount(manager.pin.length);
  await expect(device.page.getByRole('alert')).toHaveCount(0);
  await device.page.keyboard.press('Enter');
  await device.stage('typing').waitFor();
  await expect(device.page.getByText(camera.denied)).toBeVisible();
  // Nor does it fill a field and press its Enter where nothing is charged.
  await blind.go('today');
  const amount = device.page.getByLabel(ko.counter.today.amount, { exact: true });
  await amount.focus();
  await typeLikeScanner(device.page, lunch.payCode(member), 5);
  await expect(device.page.getByText(ko.counter.charge.scannedElsewhere)).toBeVisible();
  await expect(amount).toHaveValue('');
  await blind.go('charge');
  await blind.arm(1_000);
  await typeLikeScanner(device.page, lunch.payCode(member), 2);
  await expect(blind.result('paid')).toBeVisible();
  await device.close();
});

/** Two pictures in one square, the first above on the left: the reader looks at the middle of what the camera sees. */
function beside(left: Picture, right: Picture): Picture {
  const side = left.width + right.width;
  const whole = plainPicture(side, side, [255, 255, 255]);
  for (const [picture, offset] of [
    [left, 0],
    [right, left.width],
  ] as const) {
    for (let row = 0; row < picture.height; row++) {
      const line = picture.data.subarray(row * picture.width * 4, (row + 1) * picture.width * 4);
      whole.data.set(line, ((row + offset) * side + offset) * 4);
    }
  }
  return whole;
}
