import type { HealthNow } from '@kumoh-pay/server';
import type { Page } from 'playwright-core';
import { mend, next, openFirst, spoil } from './console-visit.ts';
import { button, type Entry, type Tour } from './entry.ts';

/** As long as a name may be, and one that cannot be broken between words. */
const longName = {
  ko: '국립금오공과대학교학생생활협동조합직영디지털관지하일층이십사시간무인편의점및간편식코너',
  en: 'Cooperative-of-the-National-Institute-Digital-Hall-Basement',
};
const visit = (page: Page, { visitors }: Tour, path: string) =>
  page.goto(`${visitors.address('officer')}${path}`);

/** The one that the list begins with. */
const firstShop = ({ visitors }: Tour): string =>
  visitors.campus.demo.shops.map(({ name }) => name).sort()[0] ?? '';

/** The shop whose page is open. */
async function rename(page: Page, { words }: Tour, name: string): Promise<void> {
  const { vendors } = words.console.screens;
  await button(page, vendors.changeDetails).click();
  await page.getByRole('dialog').getByLabel(vendors.name, { exact: true }).fill(name);
  await button(page, words.common.save).click();
  await page.locator('h1', { hasText: name }).waitFor();
}

/** What goes wrong, what takes long, and words that are longer than anybody thought. */
export const consoleEnds: Entry[] = [
  next('overview', 'alarm', async (page, at) => {
    await page.route('**/trpc/overview.read*', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({
        response: answer,
        body: (await answer.text()).replaceAll('"holds":true', '"holds":false'),
      });
    });
    await visit(page, at, '/overview');
    await page.locator('[data-conservation="broken"]').waitFor();
  }),
  next('overview', 'ledger-away', async (page, at) => {
    await mend(page);
    const now: HealthNow = {
      nowMs: Date.now(),
      ledger: {
        name: 'vouchers',
        kind: 'fabric',
        reasons: ['too few organisations can endorse (silent: peer0.university, peer0.studentunion)'],
      },
      indexBlocksBehind: null,
      mail: { waiting: 12, oldestAt: Date.now(), tries: 5 },
      terminals: [],
    };
    // As the server's stream begins; a network of three organisations is not on show here.
    await page.route('**/trpc/overview.health*', (route) =>
      route.fulfill({
        contentType: 'text/event-stream',
        body: `event: connected\ndata: {}\n\ndata: ${JSON.stringify(now)}\n\n`,
      }),
    );
    await visit(page, at, '/overview');
    await page.locator('[data-ledger="away"]').waitFor();
  }),
  next('overview', 'outage-banner', async (page, at) => {
    await mend(page);
    const { settings } = at.words.console.desk;
    await visit(page, at, '/settings');
    await page
      .getByLabel(settings.bannerText)
      .fill('오늘 12시부터 13시까지 학생식당 결제가 늦을 수 있습니다.');
    await button(page, settings.bannerShow).click();
    await page.locator('[data-outage-banner="true"]').waitFor();
    await visit(page, at, '/overview');
    await page.locator('[data-conservation]').waitFor();
  }),
  next('settings', 'outage-banner', async (page, at) => {
    await visit(page, at, '/settings');
    await page.locator('[data-outage-banner="true"]').waitFor();
  }),
  next('members', 'loading', async (page, at) => {
    await button(page, at.words.console.desk.settings.bannerHide).click();
    await page.locator('[data-outage-banner="false"]').waitFor();
    await spoil(page, 'member.search', 'silent');
    await visit(page, at, '/members');
    await page.locator('.loading').waitFor();
  }),
  next('members', 'error', async (page, at) => {
    await mend(page);
    await spoil(page, 'member.search', 'failing');
    await visit(page, at, '/members');
    await page.getByRole('alert').first().waitFor();
  }),
  next('settlements', 'error', async (page, at) => {
    await mend(page);
    await spoil(page, 'settlement.list', 'failing');
    await visit(page, at, '/settlements');
    await page.getByRole('alert').first().waitFor();
  }),
  next('vendors/[id]', 'long-text', async (page, at) => {
    await mend(page);
    await openFirst(at, '/vendors', 'main a[href^="/vendors/"]');
    await rename(page, at, longName[at.language]);
  }),
  next('vendors', 'long-text', async (page, at) => {
    await visit(page, at, '/vendors');
    // Not the choices of a filter, which nobody sees.
    await page.locator('main a', { hasText: longName[at.language] }).first().waitFor();
  }),
  next('settlements', 'long-text', async (page, at) => {
    await visit(page, at, '/settlements?tab=paid');
    // Not the choices of a filter, which nobody sees.
    await page.locator('main a', { hasText: longName[at.language] }).first().waitFor();
  }),
  next('overview', 'long-text', async (page, at) => {
    await visit(page, at, '/overview');
    // Not the choices of a filter, which nobody sees.
    await page.locator('main a', { hasText: longName[at.language] }).first().waitFor();
  }),
  next('overview', 'offline', async (page, at) => {
    await visit(page, at, '/vendors');
    await page.getByRole('link', { name: longName[at.language] }).click();
    await rename(page, at, firstShop(at));
    await visit(page, at, '/overview');
    await page.locator('[data-conservation]').waitFor();
    await page.context().setOffline(true);
    await page.getByText(at.words.console.desk.offline).waitFor();
  }),
  next('members', 'offline', async (page) => {
    await page.locator('nav a[href="/members"]').first().click();
    await page.getByRole('alert').first().waitFor();
  }),
  next('settlements/[vendor]/[day]', 'refused', async (page, at) => {
    await page.context().setOffline(false);
    await openFirst(at, '/settlements', 'main a[href^="/settlements/"]');
    await page.locator('[data-agree="true"]').waitFor();
    const { settlements } = at.words.console.screens;
    await button(page, settlements.approve).click();
    await page.locator('[data-signing="asking"]').waitFor();
    const changed = { result: { data: { ok: false, code: 'FIGURES_CHANGED' } } };
    await page.route('**/trpc/settlement.approve*', (route) => route.fulfill({ json: changed }));
    await page.route('**/trpc/officer.showTotp*', (route) =>
      route.fulfill({ json: { result: { data: { ok: true, value: null } } } }),
    );
    const digits = page.getByLabel(at.words.console.people.totp);
    if (await digits.isVisible()) await digits.fill('123456');
    await button(page, at.words.console.orders.sign).click();
    await page.locator('[data-signing="refused"]').waitFor();
  }),
];
