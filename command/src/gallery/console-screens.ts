import { consoleActs } from './console-acts.ts';
import { consoleEnds } from './console-ends.ts';
import { consoleFounding } from './console-founding.ts';
import { closeSheets, next, one, place, rows, sheet, signIn } from './console-visit.ts';
import { openCounter } from './counter-visit.ts';
import { button, type Entry, type Gallery, type Tour } from './entry.ts';
import { latestPayment } from './wallet-own-screens.ts';
import { signInAsMember } from './wallet-visit.ts';

const outside: Entry[] = [
  next(
    'overview',
    'signed-out',
    async (page, { visitors }) => {
      await page.goto(`${visitors.address('nobody')}/overview`);
      await page.locator('.people button').first().waitFor();
    },
    'nobody',
  ),
  next(
    'overview',
    'signed-out-refused',
    async (page, { words }) => {
      await page.locator('.people button').first().click();
      await page.getByLabel(words.console.people.password, { exact: true }).fill('not this one at all');
      await button(page, words.console.people.signIn).click();
      await page.getByRole('alert').first().waitFor();
    },
    'nobody',
  ),
  next(
    'invitation',
    'refused',
    async (page, { visitors }) => {
      await page.goto(`${visitors.address('nobody')}/invitation#2026`);
      await page.getByRole('alert').first().waitFor();
    },
    'nobody',
  ),
];

/** A member says of a payment that it was wrong, unless the wallet's own pictures have left one that does. */
async function complain(at: Tour): Promise<void> {
  await signInAsMember(at);
  const page = await latestPayment(at);
  const { dispute } = at.words.own;
  const ask = button(page, at.words.wallet.pay.wrongAmount);
  if (!(await ask.isVisible())) return;
  await ask.click();
  await page.getByLabel(dispute.expected).fill('1200');
  await button(page, dispute.submit).click();
  await page.locator('[data-dispute="open"]').waitFor();
}

const firstTour: Entry[] = [
  place('overview', '[data-ledger]'),
  {
    route: 'overview',
    state: 'counter-heard',
    async reach(at) {
      await openCounter(at);
      const page = await at.visitors.page('officer');
      await page.locator('[data-terminal="good"] dl').first().waitFor();
      return page;
    },
  },
  next('overview', 'palette', async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').last().fill('김');
    await page.getByRole('option').nth(1).waitFor();
  }),
  next('overview', 'shortcuts', async (page) => {
    // Afresh: the key goes to whatever has the focus, which a sheet gives back when it likes.
    await page.reload();
    await page.locator('[data-conservation]').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').first().waitFor();
  }),
  next('overview', 'own-menu', async (page) => {
    await closeSheets(page);
    await page.locator('header .who').click();
    await page.locator('.menu').waitFor();
  }),
  place('programmes', rows),
  sheet('programmes', 'create', ({ screens }) => screens.programmes.create),
  one('programmes', 'programmes/[id]', rows),
  sheet('programmes/[id]', 'issue', ({ screens }) => screens.programmes.issueToOne),
  next('programmes/[id]', 'issue-list', async (page, { words, visitors }) => {
    const { programmes } = words.console.screens;
    await page.getByRole('dialog').getByText(programmes.issueByList).click();
    const [first, second] = visitors.campus.demo.members;
    const lines = [`${first?.studentNumber},5000`, `${second?.studentNumber}`, '20269999,5000', 'abc,100'];
    await page.getByLabel(programmes.paste).fill([...lines, `${first?.studentNumber},7000`].join('\n'));
    await button(page, programmes.check).click();
    await page.locator('[data-dry-run]').waitFor();
  }),
  sheet('programmes/[id]', 'grow', ({ giving }) => giving.grow),
  place('members', rows),
  place('members', 'h1', 'empty', '?words=20990000'),
  one('members', 'members/[id]', '[data-balance]', `${rows} a`),
  sheet('members/[id]', 'give', ({ screens }) => screens.members.give),
  place('roster', 'h2', 'no-role'),
  next(
    'roster',
    'normal',
    async (page, at) => {
      await signIn(at, 'colleague');
      await page.goto(`${at.visitors.address('colleague')}/roster`);
      await page.locator('[data-stage="form"]').waitFor();
    },
    'colleague',
  ),
  next(
    'roster',
    'compared',
    async (page, { words, visitors }) => {
      const { roster } = words.console.screens;
      const [first, second] = visitors.campus.demo.members;
      const lines = [
        `${first?.studentNumber},${first?.name},${first?.mail}`,
        `${second?.studentNumber},${second?.name},new.address@kumoh.example`,
        '20270001,남궁세레나데,serenade.namgung.with.a.long.name@kumoh.example',
      ];
      await page.getByLabel(roster.paste).fill(lines.join('\n'));
      await button(page, roster.check).click();
      await page.locator('[data-stage="compared"]').waitFor();
    },
    'colleague',
  ),
  next(
    'roster',
    'unreadable-lines',
    async (page, { words }) => {
      const { roster } = words.console.screens;
      await page.getByLabel(roster.paste).fill('20270001,,nobody\n,홍길동,hong@kumoh.example');
      await button(page, roster.check).click();
      await page.locator('[data-problems="true"]').waitFor();
    },
    'colleague',
  ),
  place('vendors', rows),
  sheet('vendors', 'register', ({ screens }) => screens.vendors.register),
  one('vendors', 'vendors/[id]', '[data-till]'),
  sheet('vendors/[id]', 'details', ({ screens }) => screens.vendors.changeDetails),
  sheet('vendors/[id]', 'bank', ({ screens }) => screens.vendors.changeBank),
  sheet('vendors/[id]', 'pair', ({ screens }) => screens.vendors.pair),
  place('transactions', rows),
  next('transactions', 'all-conditions', async (page) => {
    await page.locator('main details summary').first().click();
    await page.locator('main details form').waitFor();
  }),
  place('transactions', '[data-chips]', 'conditions', '?kind=charge&least=1000&most=5000'),
  place('transactions', 'h1', 'empty', '?from=2001-01-01&to=2001-01-02'),
  one('transactions', 'transactions/[sequence]', '[data-block]'),
  place('settlements', rows),
  place('settlements', rows, 'to-pay', '?tab=approved'),
  place('settlements', 'h1', 'empty', '?tab=carried'),
  one('settlements', 'payouts/[batch]', '[data-payout]', 'main a[href^="/payouts/"]'),
  one('settlements', 'settlements/[vendor]/[day]', '[data-settlement]'),
  sheet('settlements/[vendor]/[day]', 'reject', ({ screens }) => screens.settlements.reject),
  {
    route: 'disputes',
    state: 'normal',
    async reach(at) {
      await complain(at);
      const page = await at.visitors.goto('officer', '/disputes');
      await page.locator(rows).first().waitFor();
      return page;
    },
  },
  next('disputes', 'empty', async (page, { words }) => {
    await button(page, words.console.disputes.decided).click();
    await page.getByText(words.console.disputes.emptyDecided).waitFor();
  }),
  place('disputes', rows, 'open'),
  sheet('disputes', 'answer', ({ disputes }) => disputes.answer),
  place('officers', rows),
  sheet('officers', 'invite', ({ people }) => people.invite),
  place('policy', '[data-limit]'),
  sheet('policy', 'change', ({ desk }) => desk.policy.change),
  place('settings', '[data-outage-banner]'),
  place('account', '[data-own-key]'),
  place('audit-log', rows),
  place('audit-log', 'h1', 'empty', '?from=2001-01-01&to=2001-01-02'),
  place('+error', 'h1, h2', 'normal'),
];

export const consoleGallery: Gallery = {
  app: 'console',
  room: 'admin-console',
  sizes: ['1440x900', '1280x800', '390x844'],
  wholePages: true,
  passedThrough: ['home'],
  entries: [...outside, ...firstTour, ...consoleActs, ...consoleEnds, ...consoleFounding],
};
