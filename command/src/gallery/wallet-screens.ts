import { demoNewcomers, demoPassword } from '../demo/people.ts';
import { button, type Entry, type Gallery, stage } from './entry.ts';
import { recoveryDone, walletEnds } from './wallet-ends.ts';
import { onIphone, ownWallet } from './wallet-own-screens.ts';
import { requests } from './wallet-requests.ts';
import { walletSheets } from './wallet-sheets.ts';
import { walletStates } from './wallet-states.ts';
import { atNewcomers, mailedCode, payByNumber, place } from './wallet-visit.ts';

const guest = (route: string, has: string): Entry => ({
  route,
  state: 'normal',
  async reach({ visitors }) {
    const page = await visitors.goto('guest', `/${route}`);
    await stage(page, has).waitFor();
    return page;
  },
});

const strangers: Entry[] = [
  guest('welcome', 'welcome'),
  guest('sign-up', 'person'),
  guest('forgot', 'person'),
  guest('sign-in', 'form'),
  {
    route: 'sign-in',
    state: 'refused',
    async reach({ visitors, words }) {
      const page = await visitors.page('guest');
      await page.getByLabel(words.wallet.studentNumber).fill('20240001');
      await page.getByLabel(words.wallet.password, { exact: true }).fill('not this one');
      await button(page, words.wallet.signIn.submit).click();
      await page.getByRole('alert').first().waitFor();
      return page;
    },
  },
  {
    route: 'sign-in',
    state: 'freeze',
    async reach({ visitors, words }) {
      const page = await visitors.goto('guest', '/sign-in');
      await button(page, words.wallet.signIn.lost).click();
      await stage(page, 'freeze').waitFor();
      return page;
    },
  },
];

const newcomers: Entry[] = [
  {
    route: 'sign-up',
    state: 'code',
    async reach({ visitors, words, language }) {
      const page = await visitors.goto('newcomer', '/sign-up');
      const person = demoNewcomers[language === 'ko' ? 0 : 1];
      if (!person) throw new Error('the demo campus has newcomers');
      await page.getByLabel(words.wallet.studentNumber).fill(person.studentNumber);
      await page.getByLabel(words.wallet.personName).fill(person.name);
      await page.getByLabel(words.wallet.schoolMail).fill(person.mail);
      await button(page, words.wallet.signUp.sendCode).click();
      await stage(page, 'code').waitFor();
      return page;
    },
  },
  {
    route: 'sign-up',
    state: 'password',
    async reach(at) {
      const page = await at.visitors.page('newcomer');
      await page.getByLabel(at.words.wallet.mailedCode).fill(await mailedCode(at));
      await stage(page, 'password').waitFor();
      return page;
    },
  },
  {
    route: 'recovery',
    state: 'normal',
    async reach({ visitors, words }) {
      const page = await visitors.page('newcomer');
      await page.getByLabel(words.wallet.password, { exact: true }).fill(demoPassword);
      await button(page, words.wallet.signUp.finish).click();
      await stage(page, 'explained').waitFor();
      return page;
    },
  },
  {
    route: 'recovery',
    state: 'shown',
    async reach({ visitors, words }) {
      const page = await visitors.page('newcomer');
      await button(page, words.wallet.recovery.show).click();
      await stage(page, 'shown').waitFor();
      return page;
    },
  },
  {
    route: 'recovery',
    state: 'asked',
    async reach({ visitors, words }) {
      const page = await visitors.page('newcomer');
      await button(page, words.wallet.recovery.written).click();
      await stage(page, 'asked').waitFor();
      return page;
    },
  },
  recoveryDone,
  atNewcomers('home', 'empty', '[data-balance="0"]', '/'),
  atNewcomers('history', 'empty', '.empty'),
];

const paying: Entry[] = [
  place('pay'),
  {
    route: 'pay',
    state: 'cap',
    async reach({ visitors }) {
      const page = await visitors.page('member');
      await page.locator('.under button').click();
      await page.getByRole('dialog').waitFor();
      return page;
    },
  },
  {
    route: 'pay',
    state: 'number',
    async reach({ visitors, words }) {
      const page = await visitors.page('member');
      await page.keyboard.press('Escape');
      await button(page, words.wallet.pay.number).click();
      await page.locator('[data-number]').waitFor();
      return page;
    },
  },
  {
    route: 'pay',
    state: 'paid',
    async reach(at) {
      const page = await payByNumber(at, 'member', 2_500);
      await stage(page, 'paid').waitFor();
      return page;
    },
  },
  {
    route: 'pay',
    state: 'offline',
    async reach(at) {
      const page = await at.visitors.goto('member', '/pay');
      await page.locator('.card svg').first().waitFor();
      await page.context().setOffline(true);
      await page.getByText(at.words.common.offline).first().waitFor({ timeout: 30_000 });
      return page;
    },
  },
  {
    route: 'home',
    state: 'offline',
    async reach({ visitors, words }) {
      const page = await visitors.page('member');
      await button(page, words.common.back).click();
      await stage(page, 'home').waitFor();
      return page;
    },
  },
];

const members: Entry[] = [
  place('home', '/'),
  place('history'),
  {
    route: 'history/[id]',
    state: 'normal',
    async reach({ visitors }) {
      const page = await visitors.goto('member', '/history');
      await page.locator('a[href^="/history/"]').first().click();
      await page.waitForURL(/history\/./);
      return page;
    },
  },
  place('send'),
  place('receive'),
  place('scan'),
  place('request'),
  place('settings'),
  place('this-phone'),
  place('+error', '/no-such-place'),
  {
    route: 'to/[account]',
    state: 'normal',
    async reach({ visitors }) {
      const [, friend] = visitors.campus.demo.members.toReversed();
      const page = await visitors.goto('member', `/to/${friend?.id}`);
      await stage(page, 'amount').waitFor();
      return page;
    },
  },
  {
    route: 'to/[account]',
    state: 'confirm',
    async reach({ visitors, words }) {
      const page = await visitors.page('member');
      await page.keyboard.type('2000');
      await button(page, words.common.next).click();
      await stage(page, 'confirm').waitFor();
      return page;
    },
  },
  {
    route: 'to/[account]',
    state: 'sent',
    async reach({ visitors, words }) {
      const page = await visitors.page('member');
      await button(page, words.wallet.send.submit).click();
      await stage(page, 'sent').waitFor();
      return page;
    },
  },
];

export const walletGallery: Gallery = {
  app: 'wallet',
  room: 'student-app',
  sizes: ['390x844', '360x640'],
  passedThrough: [],
  entries: [
    ...strangers,
    onIphone,
    ...newcomers,
    ...members,
    ...walletStates,
    ...walletSheets,
    ...ownWallet,
    ...requests,
    ...walletEnds,
    ...paying,
  ],
};
