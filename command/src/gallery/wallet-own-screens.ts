import { button, type Entry, stage, type Tour } from './entry.ts';
import { accountOf, atNewcomers, payByNumber, place } from './wallet-visit.ts';

/** The receipt of one of the member's latest payments: another in each language, since one is disputed once. */
export async function latestPayment({ visitors, words, language }: Tour) {
  const page = await visitors.goto('member', '/history');
  await button(page, words.wallet.history.kinds.spent).click();
  await page
    .locator('a[href^="/history/"]', { hasText: words.wallet.kinds.charge })
    .nth(language === 'ko' ? 0 : 1)
    .click();
  await stage(page, 'shown').waitFor();
  return page;
}

const disputes: Entry[] = [
  {
    route: 'history/[id]',
    state: 'dispute',
    async reach(at) {
      const page = await latestPayment(at);
      await button(page, at.words.wallet.pay.wrongAmount).click();
      await page.getByRole('dialog').waitFor();
      return page;
    },
  },
  {
    route: 'history/[id]',
    state: 'disputed',
    async reach({ visitors, words }) {
      const page = await visitors.page('member');
      await page.getByLabel(words.own.dispute.expected).fill('1200');
      await button(page, words.own.dispute.submit).click();
      await page.locator('[data-dispute="open"]').waitFor();
      return page;
    },
  },
  place('disputes'),
];

/** A newcomer with a little: less than what the counter asks for. */
async function payShort(at: Tour): Promise<void> {
  const newcomer = await at.visitors.goto('newcomer', '/');
  await stage(newcomer, 'home').waitFor();
  const member = await at.visitors.goto('member', `/to/${await accountOf(newcomer)}`);
  await stage(member, 'amount').waitFor();
  await member.keyboard.type('1500');
  await button(member, at.words.common.next).click();
  await stage(member, 'confirm').waitFor();
  await button(member, at.words.wallet.send.submit).click();
  await stage(member, 'sent').waitFor();
  await newcomer.locator('[data-balance="1500"]').waitFor();
  const page = await payByNumber(at, 'newcomer', 5_500);
  await page.locator('[data-code-refused]').waitFor();
}

const shortfall: Entry[] = [
  {
    route: 'pay',
    state: 'refused',
    async reach(at) {
      await payShort(at);
      return at.visitors.page('newcomer');
    },
  },
  {
    route: 'pay',
    state: 'part',
    async reach({ visitors, words }) {
      const page = await visitors.page('newcomer');
      await button(page, words.wallet.pay.partOffer).click();
      await page.locator('[data-part="choosing"]').waitFor();
      return page;
    },
  },
  {
    route: 'pay',
    state: 'part-named',
    async reach({ visitors, words }) {
      const page = await visitors.page('newcomer');
      await button(page, words.own.part.submit).click();
      await stage(page, 'showing').waitFor();
      return page;
    },
  },
];

export const ownWallet: Entry[] = [
  place('vouchers'),
  atNewcomers('vouchers', 'empty', '.empty'),
  {
    route: 'history',
    state: 'nothing-found',
    async reach({ visitors, words }) {
      const page = await visitors.goto('member', '/history');
      await page.locator('[data-entries]').waitFor();
      await page.getByRole('searchbox').fill('우주정거장');
      await page.getByText(words.own.search.nothing).waitFor();
      return page;
    },
  },
  ...disputes,
  {
    route: 'settings',
    state: 'offline-payments',
    async reach({ visitors, words }) {
      const page = await visitors.goto('member', '/settings');
      await page.getByRole('button', { name: words.own.offline.title }).click();
      await page.getByRole('dialog').waitFor();
      return page;
    },
  },
  place('leave'),
  place('replaced'),
  place('limited'),
  ...shortfall,
];

/** On an iPhone that has not installed the app, installing comes before everything else. */
export const onIphone: Entry = {
  route: 'welcome',
  state: 'iphone',
  async reach({ visitors }) {
    const page = await visitors.page('guest');
    await page.addInitScript(
      `Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)' })`,
    );
    await visitors.goto('guest', '/welcome');
    await page.locator('[data-install]').waitFor();
    return page;
  },
};
