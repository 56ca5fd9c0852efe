import { createPublicKey, verify } from 'node:crypto';
import {
  base64UrlDecode,
  newId,
  type Order,
  orderBytes,
  payCodeBytes,
  readPayCode,
  signedBySchema,
  utf8,
} from '@kumoh-pay/domain';
import { p256 } from '@noble/curves/nist.js';
import { expect } from '@playwright/test';
import { z } from 'zod';
import { type Device, openDevice, test } from './device-test.ts';
import { launchWithCamera } from './launch.ts';

let device: Device;
test.beforeEach(async ({ deviceAddress }) => {
  device = await openDevice(deviceAddress);
});
test.afterEach(() => device.close());

const inPage = (script: string) =>
  device.page.evaluate(`(async () => { const d = test.device; return ${script}; })()`);
const textInPage = async (script: string) => z.string().parse(await inPage(script));

/** By Node's own crypto, which knows nothing of the browser's. */
function verified(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  const point = p256.Point.fromBytes(base64UrlDecode(publicKey) ?? new Uint8Array()).toBytes(false);
  const [x = '', y = ''] = [point.slice(1, 33), point.slice(33)].map((half) =>
    Buffer.from(half).toString('base64url'),
  );
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  return verify(
    'sha256',
    bytes,
    { key, dsaEncoding: 'ieee-p1363' },
    base64UrlDecode(signature) ?? new Uint8Array(),
  );
}

test('a key signs for this browser, stays over reload and restart, and nobody can take it out', async () => {
  const publicKey = await textInPage(`d.ensureKey('account')`);
  const sign = () => textInPage(`d.signBytes('account', new TextEncoder().encode('an order'))`);
  expect(verified(publicKey, utf8('an order'), await sign())).toBe(true);
  expect(verified(publicKey, utf8('another'), await sign())).toBe(false);
  await device.page.reload();
  expect(await textInPage(`d.ensureKey('account')`)).toBe(publicKey);

  await device.context.close();
  device.context = await launchWithCamera({
    cameraFile: device.cameraFile,
    profileFolder: `${device.folder}/profile`,
  });
  device.page = await device.context.newPage();
  await device.page.goto(device.address);
  expect(verified(publicKey, utf8('an order'), await sign())).toBe(true);
  const taken = await device.page.evaluate(`(async () => {
    const answer = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = reject; });
    const database = await answer(indexedDB.open('kumoh-pay'));
    const pair = await answer(database.transaction('keys').objectStore('keys').get('account'));
    return crypto.subtle.exportKey('pkcs8', pair.privateKey).then(() => 'taken', (error) => error.name);
  })()`);
  expect(taken).toBe('InvalidAccessError');
});

test('two tabs that ask for a key at once get the same one', async () => {
  const other = await device.context.newPage();
  await other.goto(device.address);
  const keys = await Promise.all(
    [device.page, other].map((page) => page.evaluate(`test.device.ensureKey('terminal')`)),
  );
  expect(keys[0]).toBe(keys[1]);
});

test('a browser that lost its key says so, for that slot and no other', async () => {
  await inPage(`d.ensureKey('officer')`);
  const trouble = (slot: string) =>
    inPage(
      `d.signBytes('${slot}', new Uint8Array(1)).then(() => 'signed', (error) => error.name + ' ' + error.slot)`,
    );
  expect(await trouble('account')).toBe('KeyMissing account');
  expect(await trouble('officer')).toBe('signed');
  await inPage(`d.removeKey('officer')`);
  expect(await trouble('officer')).toBe('KeyMissing officer');
});

test('a new key waits beside the one in force until it is adopted', async () => {
  const old = await textInPage(`d.ensureKey('account')`);
  const next = await textInPage(`d.ensureKey('account.next')`);
  expect(await textInPage(`d.findPublicKey('account')`)).toBe(old);
  await inPage(`d.adoptNextKey('account')`);
  expect(await textInPage(`d.findPublicKey('account')`)).toBe(next);
  expect(await inPage(`d.findPublicKey('account.next')`)).toBeNull();
  expect(next).not.toBe(old);
});

test('an order is signed over exactly the bytes that the ledger verifies', async () => {
  const publicKey = await textInPage(`d.ensureKey('account')`);
  const account = newId();
  const order: Order = { type: 'gather', id: newId(), body: { account }, at: 1_800_000_000_000 };
  const signed = signedBySchema.parse(
    await inPage(`d.signOrder('test', ${JSON.stringify(order)}, 'account', 'account.${account}')`),
  );
  expect(signed.by).toBe(`account.${account}`);
  expect(verified(publicKey, orderBytes('test', order), signed.signature)).toBe(true);
  expect(verified(publicKey, orderBytes('real', order), signed.signature)).toBe(false);
});

const shownSchema = z.object({ digits: z.string(), counter: z.int(), cap: z.int(), renewAtMs: z.int() });

test('pay codes are made with no network, each with a higher counter, also after a reload and in two tabs', async () => {
  const account = newId();
  const publicKey = await textInPage(`d.ensureKey('account')`);
  const make = async (page = device.page, nowMs = 1_800_000_000_000) =>
    shownSchema.parse(
      await page.evaluate(
        `test.device.makePayCode({ ledgerName: 'test', account: '${account}', cap: 30000 }, ${nowMs})`,
      ),
    );
  const first = await make();
  const code = readPayCode(first.digits);
  expect(code).toMatchObject({ account, counter: 1_800_000_000_000, cap: 30_000, certificate: null });
  expect(first.digits).toHaveLength(220);
  expect(
    verified(publicKey, payCodeBytes('test', code?.fields ?? new Uint8Array()), code?.signature ?? ''),
  ).toBe(true);

  const other = await device.context.newPage();
  await other.goto(device.address);
  await device.page.reload();
  await device.context.setOffline(true);
  const more = await Promise.all([make(), make(other), make(), make(other)]);
  const counters = more.map((shown) => shown.counter).sort((a, b) => a - b);
  expect(counters).toEqual([1, 2, 3, 4].map((more) => 1_800_000_000_000 + more));
});

test('a code with the owner’s certificate is one that may be taken offline', async () => {
  await inPage(`d.ensureKey('account')`);
  const owner = `{ ledgerName: 'test', account: '${newId()}', cap: 5000, certificate: { fields: new Uint8Array(40).fill(2), signature: new Uint8Array(64).fill(3) } }`;
  const shown = shownSchema.parse(await inPage(`d.makePayCode(${owner}, 1800000000000)`));
  expect(shown.digits).toHaveLength(470);
  expect(readPayCode(shown.digits)?.certificate).not.toBeNull();
});

test('the code on show gives way to a fresh one at once after a payment, and by itself after half a minute', async () => {
  await inPage(`d.ensureKey('account')`);
  await device.page.clock.install();
  await device.page.evaluate(`globalThis.shown = []; globalThis.show = test.device.showPayCodes(
    { ledgerName: 'test', account: '${newId()}', cap: 5000 }, { nowMs: () => Date.now() }, (code) => shown.push(code.digits), (error) => shown.push(error.name)); 0`);
  const shown = async () => z.array(z.string()).parse(await device.page.evaluate('shown'));
  await expect.poll(async () => (await shown()).length).toBe(1);
  await device.page.evaluate('show.renew()');
  await expect.poll(async () => (await shown()).length).toBe(2);
  await device.page.clock.runFor(30_000);
  await expect.poll(async () => (await shown()).length).toBe(3);
  await device.page.evaluate('show.stop()');
  await device.page.clock.runFor(60_000);
  const counters = (await shown()).map((digits) => readPayCode(digits)?.counter ?? 0);
  expect(counters).toHaveLength(3);
  expect(counters.toSorted((a, b) => a - b)).toEqual(counters);
  expect(new Set(counters).size).toBe(3);
});

test('an order on its way survives a reload, stands for one order only, and goes when it is settled', async () => {
  await inPage(`d.ensureKey('account')`);
  const account = newId();
  const order: Order = { type: 'gather', id: newId(), body: { account }, at: 1_800_000_000_000 };
  const store = (one: Order) =>
    inPage(`d.signOrder('test', ${JSON.stringify(one)}, 'account', 'account.${account}').then((signed) =>
      d.storeOrder({ order: ${JSON.stringify(one)}, signatures: [signed] }, 'a coffee')).then(() => 'stored', (error) => error.message)`);
  const pending = () =>
    inPage(
      `d.pending().then(({ entries, unreadable }) => [entries.map((one) => [one.signed.order.id, one.note]), unreadable])`,
    );
  expect(await store(order)).toBe('stored');
  expect(await store(order)).toBe('stored');
  expect(await store({ ...order, at: order.at + 1 })).toBe('this order id is on its way with another order');
  await device.page.reload();
  expect(await pending()).toEqual([[[order.id, 'a coffee']], 0]);
  await inPage(`d.settle('${order.id}')`);
  expect(await pending()).toEqual([[], 0]);
});

/** Keys as a scanner sends them: real ones, down and up, as fast as the browser takes them; in Hangul mode `key` says nothing. */
async function scan(digits: string, hangul = false): Promise<void> {
  const session = await device.context.newCDPSession(device.page);
  const keys = [...digits].map((digit) => ({
    code: `Digit${digit}`,
    key: hangul ? 'Process' : digit,
    text: hangul ? '' : digit,
  }));
  const events = [...keys, { code: 'Enter', key: 'Enter', text: '\r' }].flatMap((key) => [
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', code: key.code, key: key.key }),
  ]);
  await Promise.all(events);
  await session.detach();
}
const heard = () => device.page.evaluate('[test.wedged, test.keys]');

test('a scanner’s code reaches the counter whole and leaves no digit in the field or the keypad', async () => {
  const digits = '1'.padEnd(220, '0123456789');
  await device.page.locator('#amount').fill('5000');
  await scan(digits);
  await expect.poll(heard).toEqual([[digits], []]);
  await device.page.locator('body').click();
  await scan(digits, true);
  await expect.poll(heard).toEqual([[digits, digits], []]);
  expect(await device.page.locator('#amount').inputValue()).toBe('5000');
});

test('what a cashier types comes into the field and the keypad, in order', async () => {
  await device.page.locator('#amount').focus();
  await device.page.keyboard.type('12500', { delay: 90 });
  await device.page.keyboard.press('Backspace');
  await device.page.keyboard.press('Enter');
  expect(await device.page.locator('#amount').inputValue()).toBe('1250');
  expect(await heard()).toEqual([[], ['1', '2', '5', '0', '0', 'Backspace', 'Enter']]);
});

test('sound is locked until the first touch, and says so', async () => {
  await device.page.evaluate(
    `globalThis.sound = new test.device.Sound(); sound.locked.subscribe((locked) => { globalThis.locked = locked }); 0`,
  );
  expect(await device.page.evaluate(`[locked, sound.play('paid')]`)).toEqual([true, false]);
  await device.page.locator('body').click();
  await expect.poll(() => device.page.evaluate('locked')).toBe(false);
  expect(
    await device.page.evaluate(`['paid', 'refused', 'unknown'].map((meaning) => sound.play(meaning))`),
  ).toEqual([true, true, true]);
});
