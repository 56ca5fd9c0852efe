import { expect } from '@playwright/test';
import type { Phone } from '../campus/phone.ts';
import { test } from '../campus/story.ts';
import { expectAccessible, expectNoSideways, expectStill, openAs, settle } from './screens.ts';
import { openWallets, type Wallets } from './wallets.ts';

/** Whoever is signed in sees these; each is looked at in both languages and themes, and with words twice as large. */
const places: string[] = [
  '/',
  '/history',
  '/vouchers',
  '/pay',
  '/send',
  '/receive',
  '/scan',
  '/request',
  '/settings',
  '/disputes',
  '/leave',
  '/this-phone',
  '/replaced',
  '/limited',
  '/recovery',
];
const openPlaces = ['/welcome', '/sign-in', '/sign-up', '/forgot'];

let wallets: Wallets;
let phone: Phone;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  wallets = await openWallets();
  phone = await wallets.phone(20_000);
  const friend = await wallets.phone(0);
  // Whom to send to, an address that leads to nobody, the receipt of what was given, and an address that is none.
  places.push(
    `/to/${await friend.account()}`,
    '/to/00000000000000000000000000',
    await receipt(),
    '/no-such-place',
  );
  await friend.device.close();
});

/** The address of the latest entry's receipt. */
async function receipt(): Promise<string> {
  await phone.page.goto(`${phone.device.address}/history`);
  return (await phone.page.locator('a[href^="/history/"]').first().getAttribute('href')) ?? '';
}

test.afterAll(async () => {
  await phone?.device.close();
  await wallets?.campus.stop();
});

async function at(place: string, language: 'ko' | 'en', theme: 'light' | 'dark'): Promise<string> {
  const where = await openAs(phone, place, { language, theme });
  await settle(phone.page);
  return where;
}

for (const language of ['ko', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`every screen can be read and operated by everybody: ${language}, ${theme}`, async () => {
      test.setTimeout(300_000);
      for (const place of places) {
        const where = await at(place, language, theme);
        await expectAccessible(phone.page, where);
        await expectNoSideways(phone.page, where);
        await expectStill(phone.page, where);
      }
    });
  }
}

test('words twice as large push nothing off a small screen', async () => {
  test.setTimeout(300_000);
  const { page } = phone;
  await page.setViewportSize({ width: 360, height: 640 });
  for (const language of ['ko', 'en'] as const) {
    for (const place of places) {
      const where = await at(place, language, 'light');
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      await expectNoSideways(page, `${where} at 200 %`);
    }
  }
  await page.setViewportSize({ width: 390, height: 844 });
});

test('the keyboard alone pays, chooses a limit and comes back', async () => {
  const { page, device } = phone;
  await at('/', 'ko', 'light');
  await tabTo('결제하기');
  await page.keyboard.press('Enter');
  await device.stage('showing').waitFor();
  await tabTo(/최대/);
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  // The focus is where it was, not at the start of the page.
  await expect(page.getByRole('button', { name: /최대/ })).toBeFocused();
  await tabTo('뒤로', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await device.stage('home').waitFor();
});

async function tabTo(name: string | RegExp, key = 'Tab'): Promise<void> {
  const { page } = phone;
  const wanted = page.getByRole('button', { name, exact: typeof name === 'string' }).first();
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the keyboard does not reach ${String(name)}`);
}

test('who signs out leaves nothing private behind, and the first screens can be read', async () => {
  test.setTimeout(120_000);
  const { page, device } = phone;
  await at('/settings', 'ko', 'light');
  await device.button('로그아웃').first().click();
  await page.getByRole('dialog').getByRole('button', { name: '로그아웃' }).click();
  await device.stage('welcome').waitFor();
  const kept = await page.evaluate(async () => {
    const cachedFiles = await Promise.all(
      (await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => url),
      ),
    );
    return { storage: JSON.stringify({ ...localStorage }), cached: cachedFiles.flat() };
  });
  expect(kept.storage).not.toContain('20000');
  expect(kept.storage).not.toContain(phone.student.name);
  expect(kept.storage).not.toContain('owner');
  expect(kept.cached.filter((url) => url.includes('/trpc/'))).toEqual([]);
  for (const language of ['ko', 'en'] as const)
    for (const place of openPlaces) {
      const where = await at(place, language, language === 'ko' ? 'light' : 'dark');
      await expectAccessible(page, where);
      await expectNoSideways(page, where);
    }
});
