import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { en } from '../../../ui/src/words/en.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import { type Campus, openCampus } from '../campus/campus.ts';
import { Device } from '../campus/device.ts';
import { found, type Office } from '../campus/office.ts';
import { test } from '../campus/story.ts';
import { signedIn } from './signed-in.ts';

/** Each list with the call that brings it. */
const lists = {
  overview: 'overview.read',
  programmes: 'programme.list',
  members: 'member.search',
  vendors: 'vendor.list',
  transactions: 'transaction.search',
  settlements: 'settlement.list',
  approvals: 'approval.list',
  disputes: 'dispute.list',
  officers: 'officer.list',
  policy: 'auditLog.search',
  settings: 'settings.read',
  'audit-log': 'auditLog.search',
} as const;

let campus: Campus;
let office: Office;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  campus = await openCampus();
  office = await found(campus);
  await office.openShop('금오분식', 250);
  await office.openProgramme('축제 식권');
});
test.afterAll(() => campus?.stop());
test.afterEach(async () => {
  for (const device of [...Device.opened]) await device.close();
});

async function clean(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    what,
  ).toEqual([]);
}

const failure = {
  error: { message: 'out of order', code: -32603, data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500 } },
};

test('each list says that it is loading, that it failed and why, and is there again by itself', async () => {
  test.setTimeout(300_000);
  const desk = await signedIn(campus, office.first);
  const { page, device } = desk;
  for (const [place, call] of Object.entries(lists)) {
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let failing = true;
    await page.route(new RegExp(`/trpc/${call}(\\?|$)`), async (route) => {
      await asked;
      if (failing) await route.fulfill({ status: 500, json: failure });
      else await route.continue();
    });
    await page.goto(`${device.address}/${place}`);
    await expect(page.locator('.loading').first(), place).toBeVisible();
    answer();
    await expect(page.getByRole('alert').first(), place).toContainText('SERVER_FAILED');
    if (place === 'overview' || place === 'members') await clean(page, `${place} failed`);
    failing = false;
    await expect(page.getByRole('alert'), place).toHaveCount(0);
    await expect(page.locator('h1'), place).toBeVisible();
    await page.unrouteAll({ behavior: 'wait' });
  }
});

test('a server that is gone is said over what came last, and again when it is back', async () => {
  const desk = await signedIn(campus, office.first);
  const { page, device } = desk;
  await desk.go('officers');
  const other = page.locator(`tr[data-officer="${office.second.mail}"]`);
  await expect(other).toBeVisible();
  await device.context.setOffline(true);
  await expect(page.getByText(ko.console.desk.offline)).toBeVisible({ timeout: 40_000 });
  await expect(other).toBeVisible();
  await clean(page, 'offline');
  // What is to be signed is read first: a press is answered although nothing can be read.
  await other.getByRole('button', { name: ko.console.people.retire }).click();
  await expect(page.getByText(ko.officeErrors.NO_CONNECTION ?? ko.errors.NO_CONNECTION)).toBeVisible();
  await device.context.setOffline(false);
  await expect(page.getByText(ko.console.desk.offline)).toHaveCount(0, { timeout: 40_000 });
});

/** Of the sheet that lies on top. */
const widerThanItself = `(() => {
  const box = [...document.querySelectorAll('dialog[open]')].at(-1);
  return box.scrollWidth > box.clientWidth;
})()`;

/** Every sheet that a page opens by a button of its own. */
type Words = typeof ko.console;
const sheets: [place: string, button: (words: Words) => string][] = [
  ['programmes', ({ screens }) => screens.programmes.create],
  ['programmes/first', ({ screens }) => screens.programmes.issueToOne],
  ['programmes/first', ({ screens }) => screens.programmes.issueByList],
  ['programmes/first', ({ giving }) => giving.grow],
  ['vendors', ({ screens }) => screens.vendors.register],
  ['vendors/first', ({ screens }) => screens.vendors.changeDetails],
  ['vendors/first', ({ screens }) => screens.vendors.changeBank],
  ['vendors/first', ({ screens }) => screens.vendors.changeFee],
  ['vendors/first', ({ screens }) => screens.vendors.close],
  ['vendors/first', ({ screens }) => screens.vendors.pair],
  ['officers', ({ people }) => people.invite],
  ['officers', ({ people }) => people.retire],
  ['officers', ({ desk }) => desk.reset.make],
  ['policy', ({ desk }) => desk.policy.change],
];

test('every sheet is free of what axe finds, fits 390 wide, and Escape closes it', async () => {
  test.setTimeout(420_000);
  const desk = await signedIn(campus, office.first);
  const { page, device } = desk;
  for (const [language, words] of [
    ['ko', ko],
    ['en', en],
  ] as const) {
    await page.evaluate(`localStorage.setItem('kumoh-pay.language', '${language}')`);
    for (const [place, button] of sheets) {
      const [list = '', first] = place.split('/');
      await page.goto(`${device.address}/${list}`);
      if (first) await page.locator(`main a[href^="/${list}/"]`).first().click();
      const what = `${place} ${button(words.console)} ${language}`;
      await device.button(button(words.console)).first().click();
      const dialog = page.locator('dialog[open]').last();
      await expect(dialog, what).toBeVisible();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await clean(page, `${what} ${colorScheme}`);
      }
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(widerThanItself), `${what} at 390`).toBe(false);
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.keyboard.press('Escape');
      await expect(dialog, what).toBeHidden();
    }
  }
});
