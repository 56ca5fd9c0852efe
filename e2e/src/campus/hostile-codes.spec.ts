import { bytesFromDigits, digitsFromBytes } from '@kumoh-pay/domain';
import { expect } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import { type Picture, qrPicture, qrPictureOfBytes } from '../camera/index.ts';
import { type Campus, openCampus } from './campus.ts';
import { committedOrders } from './ledger.ts';
import { found } from './office.ts';
import { Phone, student } from './phone.ts';
import { test } from './story.ts';
import { Tablet } from './tablet.ts';

let campus: Campus;
let phone: Phone;
let tablet: Tablet;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  campus = await openCampus();
  const office = await found(campus);
  const shop = await office.openShop('학생식당');
  const programme = await office.openProgramme('식비 지원');
  const owner = student('20240001', '김수지');
  await office.takeRoster(owner);
  phone = await Phone.signUp(campus, owner);
  tablet = await Tablet.pair(campus, office, shop);
  await office.issue(programme, 100_000, await phone.account());
  await phone.openPay();
});
test.afterAll(async () => {
  for (const device of [phone, tablet]) await device?.device.close();
  await campus?.stop();
});

const charges = async () =>
  (await committedOrders(campus)).filter(({ order }) => order.type === 'charge').length;

/** The next code in good order is charged, with nothing touched at the counter but the result put away. */
async function theNextGoodCodeCharges(before: number): Promise<void> {
  const { close } = await phone.photograph();
  tablet.device.see(close);
  await expect(tablet.result('paid')).toBeVisible();
  expect(await charges()).toBe(before + 1);
  await tablet.next();
  await tablet.phoneGone();
  await phone.goOnPaying();
}

const { counterErrors, counter } = ko;
const strangers: [string, Picture][] = [
  ['another maker’s payment address', qrPicture('https://pay.example.com/q/8Fk2?amount=5000')],
  [
    'a bank’s transfer code',
    qrPicture('00020101021226580014KR.EXAMPLE0136a1b2c3d4520400005303410540450005802KR6304ABCD'),
  ],
  ['a script', qrPicture('javascript:alert(document.cookie)//<img src=x onerror=alert(1)>')],
  ['Korean, an emoji and writing from the right', qrPicture('금오페이 결제 💳 \u202Eזה\u0000\uFEFF')],
  ['bytes that are no text', qrPictureOfBytes(Uint8Array.from({ length: 300 }, (_, i) => (i * 37) % 256))],
  ['digits beyond every limit', qrPicture('9'.repeat(5_500), 4)],
  ['a number that is none of ours', qrPicture(String(2 ** 53 + 1))],
];

for (const [name, picture] of strangers) {
  test(`${name}: the counter says that it is no code of ours, charges nothing, and takes the next good one`, async () => {
    const before = await charges();
    await tablet.arm(1_000);
    tablet.device.see(picture);
    await expect(tablet.note).toHaveText(counterErrors.NOT_A_CODE ?? '');
    await expect(tablet.device.stage('armed')).toBeVisible();
    expect(await charges()).toBe(before);
    await theNextGoodCodeCharges(before);
  });
}

test('a pay code cut short is no code', async () => {
  const before = await charges();
  await tablet.arm(1_000);
  const { code } = await phone.photograph();
  tablet.device.see(qrPicture(code.slice(0, -1)));
  await expect(tablet.note).toHaveText(counterErrors.NOT_A_CODE ?? '');
  expect(await charges()).toBe(before);
  await theNextGoodCodeCharges(before);
});

test('a pay code of a version to come asks for a newer app', async () => {
  const before = await charges();
  await tablet.arm(1_000);
  const { code } = await phone.photograph();
  const bytes = bytesFromDigits(code)?.with(1, 2) ?? new Uint8Array();
  tablet.device.see(qrPicture(digitsFromBytes(bytes)));
  await expect(tablet.note).toHaveText(counterErrors.APP_TOO_OLD ?? '');
  expect(await charges()).toBe(before);
  await theNextGoodCodeCharges(before);
});

/** Bytes 24 to 26 are the cap: one that would pay more is worth nothing. */
const withHigherCap = (code: string): string => {
  const bytes = bytesFromDigits(code) ?? new Uint8Array();
  return digitsFromBytes(bytes.with(24, (bytes[24] ?? 0) ^ 1));
};
const withOneDigitChanged = (code: string): string =>
  `${code.slice(0, 200)}${(Number(code[200]) + 1) % 10}${code.slice(201)}`;

const forgeries: [string, (code: string) => string][] = [
  ['with one digit changed', withOneDigitChanged],
  ['whose cap was raised', withHigherCap],
];
for (const [name, forged] of forgeries) {
  test(`a pay code ${name} is refused by the ledger, and the next good one is charged`, async () => {
    const before = await charges();
    await tablet.arm(1_000);
    const { code } = await phone.photograph();
    tablet.device.see(qrPicture(forged(code)));
    await expect(tablet.result('refused')).toContainText(counterErrors.BAD_SIGNATURE ?? '');
    expect(await charges()).toBe(before);
    await tablet.next();
    await theNextGoodCodeCharges(before);
  });
}

test('a photograph of a code that was used before pays nothing, however long it is shown', async () => {
  const before = await charges();
  await tablet.arm(1_000);
  const { close } = await phone.photograph();
  tablet.device.see(close);
  await expect(tablet.result('paid')).toBeVisible();
  await tablet.next();
  await phone.goOnPaying();
  await tablet.arm(1_000);
  // It is still in front of the camera.
  await expect(tablet.note).toHaveText(counter.charge.notes.STILL_PAID);
  await tablet.phoneGone();
  // A second good payment, and then the old photograph again: the counter has forgotten it, the ledger has not.
  const { close: next } = await phone.photograph();
  tablet.device.see(next);
  await expect(tablet.result('paid')).toBeVisible();
  await tablet.next();
  await tablet.phoneGone();
  await phone.goOnPaying();
  await tablet.arm(1_000);
  tablet.device.see(close);
  await expect(tablet.result('refused')).toContainText(counterErrors.CODE_USED ?? '');
  expect(await charges()).toBe(before + 2);
  await tablet.next();
  await theNextGoodCodeCharges(before + 2);
});
