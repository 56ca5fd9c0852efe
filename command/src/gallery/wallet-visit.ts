import type { Page } from 'playwright-core';
import { z } from 'zod';
import { demoNewcomers } from '../demo/people.ts';
import { answeredByServer } from './answers.ts';
import { arm, openCounter } from './counter-visit.ts';
import { button, type Entry, stage, type Tour } from './entry.ts';

/** The phone of the campus's first student, with no fault left from the entry before; its key is taken over as a visitor of the demo would. */
export async function signInAsMember({ visitors, words }: Tour): Promise<Page> {
  const page = await visitors.page('member');
  await answeredByServer(page);
  await page.locator('[data-stage]').first().waitFor();
  if (!(await stage(page, 'welcome').isVisible())) return page;
  const [member] = visitors.campus.demo.members;
  await visitors.goto('member', '/sign-in');
  await button(page, member?.name ?? '').click();
  await button(page, words.wallet.signIn.submit).click();
  await stage(page, 'home').waitFor();
  return page;
}

/** The same phone at an address. @param before what is done to its line first. */
export async function openAsMember(
  at: Tour,
  path: string,
  before: (page: Page) => Promise<void> = async () => undefined,
): Promise<Page> {
  const page = await signInAsMember(at);
  await before(page);
  return at.visitors.goto('member', path);
}

/** A screen as the member usually meets it. */
export const place = (route: string, path = `/${route}`): Entry => ({
  route,
  state: 'normal',
  async reach(at) {
    const page = await openAsMember(at, path);
    await page.locator('[data-stage]:not([data-stage="loading"]), .empty').first().waitFor();
    return page;
  },
});

/** A screen of the phone on which nothing has happened yet. @param has what is on it then. */
export const atNewcomers = (route: string, state: string, has: string, path = `/${route}`): Entry => ({
  route,
  state,
  async reach({ visitors }) {
    const page = await visitors.goto('newcomer', path);
    await page.locator(has).first().waitFor();
    return page;
  },
});

/** The account that a phone keeps as its own. */
export const accountOf = async (page: Page): Promise<string> => {
  const kept = await page.evaluate(() => localStorage.getItem('kumoh-pay.owner'));
  return z.object({ account: z.string() }).parse(JSON.parse(kept ?? 'null')).account;
};

/** The counter asks first and the phone makes its number last, since a number lives for a minute. */
export async function payByNumber(at: Tour, who: 'member' | 'newcomer', amount: number): Promise<Page> {
  await arm(await openCounter(at), amount);
  return giveNumber(at, who);
}

/** At a counter that has asked for an amount. */
export async function giveNumber(at: Tour, who: 'member' | 'newcomer'): Promise<Page> {
  const counter = await at.visitors.page('counter');
  await button(counter, at.words.counter.charge.number).click();
  const page = await at.visitors.goto(who, '/pay');
  await button(page, at.words.wallet.pay.number).click();
  const number = (await page.locator('[data-number]').getAttribute('data-number')) ?? '';
  await counter.getByLabel(at.words.counter.charge.numberTitle).fill(number);
  return page;
}

/** A mail takes a moment from the outbox to the catcher. */
const mailPatienceMs = 10_000;

export async function mailedCode({ visitors, language }: Tour): Promise<string> {
  const to = demoNewcomers[language === 'ko' ? 0 : 1]?.mail ?? '';
  for (const end = Date.now() + mailPatienceMs; Date.now() < end; ) {
    for (const mail of visitors.campus.mails.mails()) {
      const code = mail.to.includes(to) ? /\b\d{8}\b/.exec(mail.text)?.[0] : undefined;
      if (code !== undefined) return code;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no code was mailed to ${to}`);
}
