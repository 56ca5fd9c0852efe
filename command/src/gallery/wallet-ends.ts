import { demoPassword } from '../demo/people.ts';
import { answered, answeredByServer, spoil } from './answers.ts';
import { button, type Entry, stage, type Tour } from './entry.ts';
import { atNewcomers, openAsMember } from './wallet-visit.ts';

/** The last step of what takes several, and what is seen of the last known with no network. */

const done = { ok: true, value: null };

/** The first steps as a server answers that mails codes: to an address which nobody reads, so their answers are set. */
const strangers: Entry[] = [
  {
    route: 'sign-in',
    state: 'frozen',
    async reach({ visitors, words }) {
      const page = await visitors.goto('guest', '/sign-in');
      await button(page, words.wallet.signIn.lost).click();
      await page.getByLabel(words.wallet.studentNumber).fill('20209999');
      await page.getByLabel(words.wallet.password, { exact: true }).fill(demoPassword);
      await answered(page, 'key.freezeWithPassword', done);
      await button(page, words.wallet.signIn.freeze).click();
      await stage(page, 'frozen').waitFor();
      return page;
    },
  },
  {
    route: 'forgot',
    state: 'password',
    async reach({ visitors, words }) {
      const page = await visitors.goto('guest', '/forgot');
      await answered(page, 'password.startReset', { ok: true, value: { attempt: 'a'.repeat(43) } });
      await answered(page, 'password.confirmReset', done);
      await page.getByLabel(words.wallet.studentNumber).fill('20209999');
      await page.getByLabel(words.wallet.schoolMail).fill('nobody@kumoh.example');
      await button(page, words.own.forgotten.sendCode).click();
      await page.getByLabel(words.wallet.mailedCode).fill('12345678');
      await stage(page, 'password').waitFor();
      return page;
    },
  },
  {
    route: 'forgot',
    state: 'done',
    async reach({ visitors, words }) {
      const page = await visitors.page('guest');
      await answered(page, 'password.finishReset', done);
      await page.getByLabel(words.wallet.newPassword, { exact: true }).fill(demoPassword);
      await button(page, words.own.forgotten.submit).click();
      await stage(page, 'done').waitFor();
      return page;
    },
  },
  {
    route: 'sign-up',
    state: 'waiting',
    async reach({ visitors, words }) {
      const page = await visitors.goto('guest', '/sign-up');
      await answered(page, 'signUp.start', { ok: true, value: { attempt: 'a'.repeat(43) } });
      await answered(page, 'signUp.confirm', done);
      await answered(page, 'signUp.finish', { ok: true, value: { waiting: true } });
      await page.getByLabel(words.wallet.studentNumber).fill('20209999');
      await page.getByLabel(words.wallet.personName).fill('남궁별');
      await page.getByLabel(words.wallet.schoolMail).fill('nobody@kumoh.example');
      await button(page, words.wallet.signUp.sendCode).click();
      await page.getByLabel(words.wallet.mailedCode).fill('12345678');
      await stage(page, 'password').waitFor();
      await page.getByLabel(words.wallet.password, { exact: true }).fill(demoPassword);
      await button(page, words.wallet.signUp.finish).click();
      await stage(page, 'waiting').waitFor();
      await answeredByServer(page);
      return page;
    },
  },
];

const refused: Entry = {
  route: 'to/[account]',
  state: 'refused',
  async reach(at) {
    const friend = at.visitors.campus.demo.members.at(-1)?.id ?? '';
    const page = await openAsMember(at, `/to/${friend}?won=1000`);
    await button(page, at.words.common.next).click();
    await answered(page, 'money.send', { ok: false, code: 'TRANSFER_CAP' });
    await button(page, at.words.wallet.send.submit).click();
    await stage(page, 'refused').waitFor();
    return page;
  },
};

/** No answer at all, as in a basement: the last known stands there, and a line says so. */
const outOfReach = (route: string, path = `/${route}`): Entry => ({
  route,
  state: 'offline',
  async reach(at) {
    const page = await openAsMember(at, path, (phone) => spoil(phone, '', 'lost'));
    await page.locator('[data-stage]:not([data-stage="loading"], [data-stage="finding"])').first().waitFor();
    return page;
  },
});

const newcomers: Entry[] = [
  atNewcomers('disputes', 'empty', '.empty'),
  atNewcomers('recovery', 'blocked', '[data-stage="blocked"]'),
  {
    route: 'this-phone',
    state: 'done',
    async reach(at) {
      const page = await at.visitors.goto('newcomer', '/this-phone');
      await button(page, at.words.wallet.thisPhone.byPassword).click();
      await page.getByLabel(at.words.wallet.password, { exact: true }).fill(demoPassword);
      await button(page, at.words.wallet.thisPhone.change).click();
      await stage(page, 'done').waitFor();
      return page;
    },
  },
];

/** What was written down is typed, by someone who has seen it once more. */
export const recoveryDone: Entry = {
  route: 'recovery',
  state: 'done',
  async reach({ visitors, words }: Tour) {
    const page = await visitors.page('newcomer');
    await button(page, words.wallet.recovery.seeAgain).click();
    const code = (await page.locator('[data-recovery]').getAttribute('data-recovery')) ?? '';
    await button(page, words.wallet.recovery.written).click();
    for (const field of await page.locator('[data-group]').all()) {
      const group = Number(await field.getAttribute('data-group'));
      await field.fill(code.slice(4 * group, 4 * group + 4));
    }
    await button(page, words.wallet.recovery.check).click();
    await stage(page, 'done').waitFor();
    return page;
  },
};

export const walletEnds: Entry[] = [
  ...strangers,
  refused,
  outOfReach('history'),
  outOfReach('vouchers'),
  outOfReach('settings'),
  outOfReach('send'),
  outOfReach('receive'),
  outOfReach('disputes'),
  outOfReach('this-phone'),
  ...newcomers,
];
