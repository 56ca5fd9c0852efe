import { expect, type Page, type Route } from '@playwright/test';
import { own as ownEn } from '../../../ui/src/words/en/wallet-own.ts';
import { en } from '../../../ui/src/words/en.ts';
import { own as ownKo } from '../../../ui/src/words/ko/wallet-own.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import type { Phone } from '../campus/phone.ts';
import { test } from '../campus/story.ts';
import { expectAccessible, expectNoSideways, openAs, type Wishes } from './screens.ts';
import { openWallets, type Wallets } from './wallets.ts';

/** Every screen that asks the server for something: with nothing in it, while it waits, when the server breaks, out of reach. */

const held = 20_000;
const said = { ko: { ...ko, own: ownKo }, en: { ...en, own: ownEn } };
const all: Wishes[] = (['ko', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => ({ language, theme })),
);

/** What each screen asks first. */
const asking = '**/trpc/{money.history,money.vouchers,dispute.list,money.receipt,money.receiver}*';
/** These show on the first screen what they knew last. */
const knowing = ['/history', '/vouchers'];
const places = [...knowing, '/disputes'];

let wallets: Wallets;
let phone: Phone;
let newcomer: Phone;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  wallets = await openWallets();
  phone = await wallets.phone(held);
  newcomer = await wallets.phone(0);
  await phone.page.goto(`${phone.device.address}/history`);
  const receipt = await phone.page.locator('a[href^="/history/"]').first().getAttribute('href');
  places.push(receipt ?? '', `/to/${await newcomer.account()}`);
});
test.afterAll(async () => {
  await phone?.device.close();
  await newcomer?.device.close();
  await wallets?.campus.stop();
});

async function expectFit(page: Page, where: string): Promise<void> {
  await expectAccessible(page, where);
  await expectNoSideways(page, where);
}

/** While the screens' own questions are answered so, the first screen's as ever. */
async function whileAnswered(answer: (route: Route) => unknown, look: () => Promise<void>): Promise<void> {
  await phone.page.route(asking, answer);
  await look();
  await phone.page.unrouteAll({ behavior: 'ignoreErrors' });
}

for (const wishes of all) {
  const { language, theme } = wishes;
  const text = said[language];

  test(`with nothing in it a screen says what will be there: ${language}, ${theme}`, async () => {
    test.setTimeout(120_000);
    const empty = {
      '/': text.wallet.home.emptyTitle,
      '/history': text.wallet.history.emptyTitle,
      '/vouchers': text.own.vouchers.emptyTitle,
      '/disputes': text.own.settings.disputesNone,
    };
    for (const [place, title] of Object.entries(empty)) {
      const where = await openAs(newcomer, place, wishes);
      await expect(newcomer.page.getByRole('heading', { name: title }), where).toBeVisible();
      await expectFit(newcomer.page, `${where}, empty`);
    }
  });

  test(`a screen that waits says so: ${language}, ${theme}`, async () => {
    test.setTimeout(180_000);
    await whileAnswered(
      () => undefined,
      async () => {
        for (const place of places) {
          const where = await openAs(phone, place, wishes);
          const spinner = phone.page.getByRole('status').filter({ hasText: text.common.working });
          await expect(spinner, where).toBeVisible();
          await expectFit(phone.page, `${where}, waiting`);
        }
      },
    );
  });

  test(`a screen whose server has broken says so, with what the phone last knew: ${language}, ${theme}`, async () => {
    test.setTimeout(180_000);
    const broken = { status: 500, contentType: 'application/json', body: '{"error":{"message":"INTERNAL"}}' };
    await whileAnswered(
      (route) => route.fulfill(broken),
      async () => {
        for (const place of places) {
          const where = await openAs(phone, place, wishes);
          await expect(phone.page.getByRole('alert'), where).toBeVisible();
          if (knowing.includes(place))
            await expect(phone.page.getByText(wallets.programmeName), where).toBeVisible();
          await expectFit(phone.page, `${where}, broken`);
        }
      },
    );
  });

  test(`out of reach every screen opens, and says what it cannot know: ${language}, ${theme}`, async () => {
    test.setTimeout(240_000);
    const { page } = phone;
    await page.route('**/trpc/**', (route) => route.abort());
    for (const place of places) {
      const where = await openAs(phone, place, wishes);
      await expect(page.getByRole('alert'), where).toBeVisible();
      await expectFit(page, `${where}, out of reach`);
    }
    for (const place of ['/pay', '/receive']) {
      const where = await openAs(phone, place, wishes);
      await expect(page.locator('svg[data-code]'), where).toBeVisible();
      await expectFit(page, `${where}, out of reach`);
    }
    for (const place of ['/send', '/scan', '/request', '/settings', '/leave', '/this-phone', '/recovery'])
      await expectFit(page, `${await openAs(phone, place, wishes)}, out of reach`);
    const where = await openAs(phone, '/', wishes);
    await expect(page.getByText(text.common.offline), where).toBeVisible();
    await expect(phone.balance(held), where).toBeVisible();
    await expectFit(page, `${where}, out of reach`);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
}
