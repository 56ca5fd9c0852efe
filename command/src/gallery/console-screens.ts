import type { Page } from 'playwright-core';
import { button, type Entry, type Gallery, stage, type Tour } from './entry.ts';

async function signIn({ visitors, words }: Tour): Promise<Page> {
  const page = await visitors.page('officer');
  await page.locator('[data-stage="signIn"], [data-session="in"]').first().waitFor({ state: 'attached' });
  if (!(await stage(page, 'signIn').isVisible())) return page;
  const [officer] = visitors.campus.demo.officers;
  await page
    .getByRole('button', { name: officer?.name ?? '' })
    .first()
    .click();
  await button(page, words.console.people.signIn).click();
  await page.locator('[data-session="in"]').waitFor({ state: 'attached' });
  await page.locator('.no-key').waitFor({ state: 'detached' });
  return page;
}

const place = (route: string, has: string, state = 'normal', query = ''): Entry => ({
  route,
  state,
  async reach(at) {
    await signIn(at);
    const page = await at.visitors.goto('officer', `/${route}${query}`);
    await page.locator(has).first().waitFor();
    return page;
  },
});

/** One of a list: the first that the list's page links to. */
const one = (list: string, route: string, has: string, link = `main a[href^="/${list}/"]`): Entry => ({
  route,
  state: 'normal',
  async reach({ visitors }) {
    const page = await visitors.goto('officer', `/${list}`);
    await page.locator(link).first().click();
    await page.waitForURL((url) => url.pathname !== `/${list}`);
    await page.locator(has).first().waitFor();
    return page;
  },
});

type OfficeWords = Tour['words']['console'];

/** The page's own sheet, opened from the page that the entry before has left. */
const sheet = (route: string, state: string, name: (words: OfficeWords) => string): Entry => ({
  route,
  state,
  async reach({ visitors, words }) {
    const page = await visitors.page('officer');
    await button(page, name(words.console)).click();
    await page.getByRole('dialog').first().waitFor();
    return page;
  },
});

const outside: Entry[] = [
  {
    route: 'overview',
    state: 'signed-out',
    async reach({ visitors }) {
      const page = await visitors.goto('nobody', '/overview');
      await page.locator('.people button').first().waitFor();
      return page;
    },
  },
  {
    route: 'overview',
    state: 'signed-out-refused',
    async reach({ visitors, words }) {
      const page = await visitors.page('nobody');
      await page.locator('.people button').first().click();
      await page.getByLabel(words.console.people.password, { exact: true }).fill('not this one at all');
      await button(page, words.console.people.signIn).click();
      await page.getByRole('alert').first().waitFor();
      return page;
    },
  },
  {
    route: 'invitation',
    state: 'refused',
    async reach({ visitors }) {
      const page = await visitors.goto('nobody', '/invitation#2026');
      await page.getByRole('alert').first().waitFor();
      return page;
    },
  },
];

const rows = 'main tbody tr';

export const consoleGallery: Gallery = {
  app: 'console',
  room: 'admin-console',
  sizes: ['1440x900', '390x844'],
  passedThrough: ['home'],
  entries: [
    ...outside,
    place('overview', '[data-conservation]'),
    place('programmes', rows),
    sheet('programmes', 'create', ({ screens }) => screens.programmes.create),
    one('programmes', 'programmes/[id]', rows),
    sheet('programmes/[id]', 'issue', ({ screens }) => screens.programmes.issueToOne),
    place('members', rows),
    place('members', 'h1', 'empty', '?words=20990000'),
    one('members', 'members/[id]', '[data-balance]', `${rows} a`),
    place('roster', '[data-stage]'),
    place('vendors', rows),
    one('vendors', 'vendors/[id]', '[data-till]'),
    place('transactions', rows),
    place('transactions', '[data-chips]', 'conditions', '?kind=charge&least=1000&most=5000'),
    place('transactions', 'h1', 'empty', '?from=2001-01-01&to=2001-01-02'),
    one('transactions', 'transactions/[sequence]', '[data-block]'),
    place('settlements', rows),
    one('settlements', 'settlements/[vendor]/[day]', '[data-settlement]'),
    sheet('settlements/[vendor]/[day]', 'reject', ({ screens }) => screens.settlements.reject),
    one('settlements', 'payouts/[batch]', '[data-payout]', 'main a[href^="/payouts/"]'),
    place('approvals', 'h1'),
    place('officers', rows),
    sheet('officers', 'invite', ({ people }) => people.invite),
    place('disputes', 'h1'),
    place('policy', '[data-limit]'),
    sheet('policy', 'change', ({ desk }) => desk.policy.change),
    place('settings', '[data-outage-banner]'),
    place('account', '[data-own-key]'),
    place('audit-log', rows),
    place('+error', 'h1, h2', 'normal'),
    {
      route: 'overview',
      state: 'offline',
      async reach(at) {
        const page = await at.visitors.goto('officer', '/overview');
        await page.locator('[data-conservation]').waitFor();
        await page.context().setOffline(true);
        await page.locator('nav a[href="/members"]').first().click();
        await page.waitForTimeout(3_000);
        return page;
      },
    },
  ],
};
