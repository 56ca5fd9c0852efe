import { digitsFromBytes } from '@kumoh-pay/domain';
import { expect } from '@playwright/test';
import { type Device, expectHeard, heardCodes, openDevice, test } from './device-test.ts';
import { type Picture, plainPicture } from './picture.ts';
import { qrPicture, qrPictureOfBytes } from './qr-picture.ts';
import { blur, dim, glare, rotate, shrink } from './view.ts';
import { hd, vga, writeFrame } from './y4m.ts';

/** Fresh digits of a pay code's length (91 bytes: 220 digits) or of one that may be taken offline (195 bytes: 470). */
const freshDigits = (bytes: 91 | 195) => digitsFromBytes(crypto.getRandomValues(new Uint8Array(bytes)));

const views: [string, (picture: Picture) => Picture][] = [
  ['held straight', (picture) => picture],
  ['turned by 8°', (picture) => rotate(picture, 8)],
  ['turned by 8° the other way', (picture) => rotate(picture, -8)],
  ['upside down', (picture) => rotate(picture, 180)],
  ['on a dim screen', (picture) => dim(picture, 0.15)],
  ['out of focus', (picture) => blur(picture, 2)],
  ['under a lamp', (picture) => glare(picture, { x: 0.62, y: 0.6, radius: 0.13 })],
  ['at a third of the size', (picture) => shrink(picture, 1 / 3)],
  ['dim, turned and out of focus', (picture) => blur(dim(rotate(picture, 8), 0.3), 1)],
];

let device: Device;
test.beforeAll(async ({ deviceAddress }) => {
  device = await openDevice(deviceAddress);
  await device.page.evaluate('test.startScanner()');
  await expect.poll(state).toBe('looking');
});
test.afterAll(() => device.close());

const state = () => device.page.evaluate('test.states.at(-1)?.state');
const show = (picture: Picture, size = hd) => writeFrame(device.cameraFile, picture, size);
const showNothing = () => show(plainPicture(hd.width, hd.height));

for (const bytes of [91, 195] as const) {
  for (const [name, view] of views) {
    test(`the camera reads a code of ${bytes === 91 ? 220 : 470} digits ${name}`, async () => {
      const digits = freshDigits(bytes);
      show(view(qrPicture(digits, 10)));
      await expectHeard(device.page, digits);
    });
  }
}

const hostile: [string, Picture, string | null][] = [
  ['an address of another maker', qrPicture('https://pay.example.com/q/8Fk2?amount=5000'), null],
  ['a Wi-Fi password', qrPicture('WIFI:S:cafe;T:WPA;P:secret;;'), null],
  [
    'a bank’s transfer code',
    qrPicture('00020101021226580014KR.EXAMPLE0136a1b2c3d4520400005303410540450005802KR6304ABCD'),
    null,
  ],
  ['a script', qrPicture('javascript:alert(document.cookie)//<img src=x onerror=alert(1)>'), null],
  ['Korean, an emoji and writing from the right', qrPicture('금오페이 결제 💳 \u202Eזה\u0000\uFEFF'), null],
  [
    'bytes that are no text',
    qrPictureOfBytes(Uint8Array.from({ length: 300 }, (_, i) => (i * 37) % 256)),
    null,
  ],
  ['digits beyond every limit', qrPicture('9'.repeat(5_500), 4), '9'.repeat(4_000)],
  ['one digit', qrPicture('7'), '7'],
  ['a pay code cut short', qrPicture(freshDigits(91).slice(0, 219)), null],
];

for (const [name, picture, text] of hostile) {
  test(`the camera goes on after ${name}`, async () => {
    const before = (await heardCodes(device.page)).length;
    show(picture);
    await expect
      .poll(async () => (await heardCodes(device.page)).length, { intervals: [50] })
      .toBe(before + 1);
    const told = (await heardCodes(device.page)).at(-1)?.text ?? '';
    expect(told.length).toBeLessThanOrEqual(4_000);
    if (text !== null) expect(told).toBe(text);
    const next = freshDigits(91);
    show(qrPicture(next));
    await expectHeard(device.page, next, 'the code after it');
  });
}

test('a code that stays in view is told once, and again after the counter has cleared it', async () => {
  const digits = freshDigits(91);
  show(qrPicture(digits));
  const told = async () => (await heardCodes(device.page)).filter((code) => code.text === digits).length;
  await expect.poll(told).toBe(1);
  await device.page.waitForTimeout(2_600);
  expect(await told()).toBe(1);
  await device.page.evaluate('test.scanner.clear()');
  await expect.poll(told).toBe(2);
});

test('a reader that hangs is replaced, and the camera goes on', async () => {
  const [worker] = device.page.workers();
  if (!worker) throw new Error('the page has no reader');
  const replaced = device.page.waitForEvent('worker', { timeout: 5_000 });
  // A real hang: the worker's own thread never comes back.
  worker.evaluate('for (;;) {}').catch(() => undefined);
  expect(await replaced).not.toBe(worker);
  const digits = freshDigits(91);
  show(qrPicture(digits));
  await expectHeard(device.page, digits);
});

test('a page that was hidden gives the camera back, and looks again when it is seen', async () => {
  const hide = (state: string) =>
    device.page.evaluate(`Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'))`);
  await hide('hidden');
  expect(
    await device.page.evaluate(`document.querySelector('video').srcObject.getTracks()[0].readyState`),
  ).toBe('ended');
  await hide('visible');
  const digits = freshDigits(91);
  show(qrPicture(digits));
  await expectHeard(device.page, digits);
});

test('a camera whose stream ends is asked for again by itself', async () => {
  await device.page.evaluate(
    `{ const [track] = document.querySelector('video').srcObject.getTracks(); track.stop(); track.dispatchEvent(new Event('ended')) }`,
  );
  await expect.poll(state).toBe('lost');
  const digits = freshDigits(91);
  show(qrPicture(digits));
  await expectHeard(device.page, digits);
  expect(await state()).toBe('looking');
});

test('from the code before the camera to its text: the median of 15 swaps is under 300 ms', async () => {
  test.setTimeout(120_000);
  const waits: number[] = [];
  const scans: number[] = [];
  for (let swap = 0; swap < 15; swap++) {
    const digits = freshDigits(91);
    showNothing();
    // Not in step with the camera's pictures.
    await device.page.waitForTimeout(100 + Math.random() * 50);
    show(qrPicture(digits, 10));
    const shownAtMs = Date.now();
    await expectHeard(device.page, digits);
    const heard = (await heardCodes(device.page)).find((code) => code.text === digits);
    waits.push((heard?.atMs ?? Number.NaN) - shownAtMs);
    scans.push(heard?.scanMs ?? Number.NaN);
  }
  const at = (list: number[], part: number) =>
    Math.round(list.toSorted((a, b) => a - b)[Math.ceil(list.length * part) - 1] ?? 0);
  const figures = `code to text p50 ${at(waits, 0.5)} ms, p95 ${at(waits, 0.95)} ms; picture to text p50 ${at(scans, 0.5)} ms, p95 ${at(scans, 0.95)} ms`;
  test.info().annotations.push({ type: 'figures', description: figures });
  console.log(figures);
  expect(at(waits, 0.5)).toBeLessThan(300);
});

test('300 random pictures never make the reader throw, hang or start anew', async () => {
  const png = `data:image/png;base64,${Buffer.from(await device.page.locator('video').screenshot()).toString('base64')}`;
  const result = await device.page.evaluate(`(${fuzz})(${JSON.stringify(png)}, 300)`);
  expect(result).toEqual({ answers: 300, others: 0, starts: 1 });
});

/** In the page: noise, smeared and cut codes, one-pixel and very long pictures, through the real worker. */
const fuzz = `async function (address, count) {
  const code = new Image(); code.src = address; await code.decode();
  const decoder = new test.Decoder();
  while (!decoder.idle) await new Promise((resolve) => setTimeout(resolve, 10));
  const random = (most) => Math.floor(Math.random() * most);
  let answers = 0, others = 0;
  for (let i = 0; i < count; i++) {
    const [width, height] = i % 10 === 0 ? [1 + random(3), 1 + random(4000)] : [1 + random(700), 1 + random(700)];
    const canvas = new OffscreenCanvas(width, height), paint = canvas.getContext('2d');
    if (i % 3 !== 0) { paint.rotate(Math.random() * 6); paint.drawImage(code, random(200) - 200, random(200) - 200, 100 + random(900), 100 + random(900)); }
    const pixels = paint.getImageData(0, 0, width, height), noise = i % 3 === 0 ? 1 : Math.random() * 0.4;
    for (let at = 0; at < pixels.data.length; at++) if (Math.random() < noise) pixels.data[at] = random(256);
    paint.putImageData(pixels, 0, 0);
    const texts = await decoder.read(canvas.transferToImageBitmap(), i % 2 === 0);
    if (texts.every((text) => typeof text === 'string')) answers++; else others++;
  }
  const { starts } = decoder; decoder.close();
  return { answers, others, starts };
}`;

test('without permission the state is "denied", and the page goes on', async ({ deviceAddress }) => {
  const refused = await openDevice(deviceAddress, { cameraAllowed: false });
  await refused.page.evaluate('test.startScanner()');
  await expect
    .poll(() => refused.page.evaluate('test.states.map((one) => one.state)'))
    .toEqual(['starting', 'denied']);
  await refused.close();
});

test('a camera of 640 × 480 reads 220 digits at a third of the size', async ({ deviceAddress }) => {
  const small = await openDevice(deviceAddress, { size: vga });
  await small.page.evaluate('test.startScanner()');
  const digits = freshDigits(91);
  writeFrame(small.cameraFile, shrink(qrPicture(digits, 10), 1 / 3), vga);
  await expectHeard(small.page, digits);
  await small.close();
});
