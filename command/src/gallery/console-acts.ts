import { closeSheets, mend, next, openFirst, sign, signIn, spoil } from './console-visit.ts';
import { button, type Entry } from './entry.ts';

const openSettlement = 'main a[href^="/settlements/"]';

/** What officers sign: asked, with the answer lost, done, refused, and waiting for a second. */
export const consoleActs: Entry[] = [
  next('settlements/[vendor]/[day]', 'signing', async (page, at) => {
    await openFirst(at, '/settlements', openSettlement);
    await page.locator('[data-agree="true"]').waitFor();
    await button(page, at.words.console.screens.settlements.approve).click();
    await page.locator('[data-signing="asking"]').waitFor();
  }),
  next('settlements/[vendor]/[day]', 'signing-unknown', async (page, at) => {
    await spoil(page, 'settlement.approve', 'lost');
    await sign(page, at, 'unknown');
  }),
  next('settlements/[vendor]/[day]', 'signing-done', async (page, { words }) => {
    await mend(page);
    await button(page, words.console.orders.askAgain).click();
    await page.locator('[data-signing="done"]').waitFor();
  }),
  next('settlements/[vendor]/[day]', 'approved', async (page) => {
    await closeSheets(page);
    await page.locator('[data-settlement="approved"]').waitFor();
  }),
  next('settlements', 'preparing', async (page, at) => {
    const { settlements } = at.words.console.screens;
    await page.goto(`${at.visitors.address('officer')}/settlements?tab=approved`);
    await page.locator('main tbody input').first().waitFor();
    await button(page, settlements.chooseAll).click();
    await page.locator('main header button, main .actions button').last().click();
    await page.locator('[data-signing="asking"], [data-authenticator="asking"]').first().waitFor();
  }),
  next('payouts/[batch]', 'open', async (page, at) => {
    await sign(page, at, 'done');
    await closeSheets(page);
    await page.locator('[data-payout="open"]').waitFor();
  }),
  next('payouts/[batch]', 'cancel', async (page, { words }) => {
    await button(page, words.console.screens.settlements.cancel).click();
    await page.locator('[data-signing="asking"]').waitFor();
  }),
  next('payouts/[batch]', 'proposed', (page, at) => sign(page, at, 'proposed')),
  next('approvals', 'own-waits', async (page, at) => {
    await closeSheets(page);
    await page.goto(`${at.visitors.address('officer')}/approvals`);
    await page.locator('article[data-own="true"]').first().waitFor();
  }),
  next(
    'approvals',
    'waits',
    async (page, at) => {
      await signIn(at, 'colleague');
      await page.goto(`${at.visitors.address('colleague')}/approvals`);
      await page.locator('article[data-own="false"]').first().waitFor();
    },
    'colleague',
  ),
  next(
    'approvals',
    'signing',
    async (page, { words }) => {
      await button(page, words.console.screens.approvals.look).click();
      await page.locator('[data-signing="asking"]').waitFor();
    },
    'colleague',
  ),
  next(
    'approvals',
    'normal',
    async (page, at) => {
      await sign(page, at, 'done');
      await closeSheets(page);
      await page.locator('article').first().waitFor({ state: 'detached' });
    },
    'colleague',
  ),
  next(
    'members/[id]',
    'suspended',
    async (page, at) => {
      const { members } = at.words.console.screens;
      await page.goto(`${at.visitors.address('colleague')}/members`);
      // Another in each language: who is suspended stays so.
      await page
        .locator('main tbody tr a')
        .nth(at.language === 'ko' ? 2 : 3)
        .click();
      await button(page, members.suspend).click();
      await sign(page, at, 'done');
      await closeSheets(page);
      await button(page, members.resume).waitFor();
    },
    'colleague',
  ),
  next(
    'account',
    'no-key',
    async (page) => {
      await page.evaluate(forgetAll);
      await page.goto(page.url());
      await page.locator('.no-key').waitFor();
      await page.locator('.no-key a').click();
      await page.locator('[data-own-key="choose"]').waitFor();
    },
    'colleague',
  ),
  next('officers', 'reset', async (page, at) => {
    await page.goto(`${at.visitors.address('officer')}/officers`);
    await button(page, at.words.console.desk.reset.make).click();
    await sign(page, at, 'done');
    await page.keyboard.press('Escape');
    await page.locator('.copy').waitFor();
  }),
];

/** A browser whose storage is gone, the signing key with it. */
const forgetAll = `indexedDB.databases().then((all) => Promise.all(all.map(({ name }) => new Promise((done) => {
  const gone = indexedDB.deleteDatabase(name);
  gone.onsuccess = gone.onerror = gone.onblocked = () => done(null);
}))))`;
