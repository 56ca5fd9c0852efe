import { button, type Entry, stage, type Tour } from './entry.ts';
import { openAsMember } from './wallet-visit.ts';

/** What a touch opens over a screen, and the steps behind its first one. */

/** A line of the settings, and the sheet that it opens. */
const sheet = (state: string, line: (words: Tour['words']) => string): Entry => ({
  route: 'settings',
  state,
  async reach(at) {
    const page = await openAsMember(at, '/settings');
    await page
      .getByRole('button', { name: line(at.words) })
      .last()
      .click();
    await page.getByRole('dialog').waitFor();
    return page;
  },
});

/** The step behind a screen's button. */
const step = (route: string, state: string, name: (words: Tour['words']) => string): Entry => ({
  route,
  state,
  async reach(at) {
    const page = await openAsMember(at, `/${route}`);
    await button(page, name(at.words)).click();
    await stage(page, state).waitFor();
    return page;
  },
});

const receiveAmount: Entry = {
  route: 'receive',
  state: 'amount',
  async reach(at) {
    const page = await openAsMember(at, '/receive');
    await button(page, at.words.wallet.receive.withAmount).click();
    await page.getByLabel(at.words.wallet.receive.amount).fill('12000');
    return page;
  },
};
const receiveAsked: Entry = {
  route: 'receive',
  state: 'asked',
  async reach({ visitors, words }) {
    const page = await visitors.page('member');
    await button(page, words.common.confirm).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    return page;
  },
};

/** Whether number and mail belong together nobody hears: the step is the same for all. */
const forgotCode: Entry = {
  route: 'forgot',
  state: 'code',
  async reach({ visitors, words }) {
    const page = await visitors.goto('guest', '/forgot');
    await page.getByLabel(words.wallet.studentNumber).fill('20209999');
    await page.getByLabel(words.wallet.schoolMail).fill('nobody@kumoh.example');
    await button(page, words.own.forgotten.sendCode).click();
    await stage(page, 'code').waitFor();
    return page;
  },
};

const scanDenied: Entry = {
  route: 'scan',
  state: 'denied',
  async reach({ visitors }) {
    const page = await visitors.page('newcomer');
    await page.addInitScript(
      `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('not allowed', 'NotAllowedError'))`,
    );
    await visitors.goto('newcomer', '/scan');
    await stage(page, 'denied').waitFor();
    return page;
  },
};

export const walletSheets: Entry[] = [
  sheet('cap', ({ own }) => own.settings.cap),
  sheet('password', ({ own }) => own.settings.passwordTitle),
  sheet('freeze', ({ own }) => own.settings.freezeTitle),
  sheet('sign-out', ({ own }) => own.settings.signOut),
  step('this-phone', 'byCode', ({ wallet }) => wallet.thisPhone.byCode),
  step('this-phone', 'byPassword', ({ wallet }) => wallet.thisPhone.byPassword),
  step('limited', 'code', ({ own }) => own.limited.enter),
  receiveAmount,
  receiveAsked,
  forgotCode,
  scanDenied,
];
