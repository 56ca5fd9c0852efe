import { totpCode } from '@kumoh-pay/server/officer/totp.ts';
import type { Page } from 'playwright-core';
import type { FreshServer } from './campus.ts';
import { next, sign } from './console-visit.ts';
import { button, type Entry, stage, type Tour } from './entry.ts';

const totpStepMs = 30_000;
/** One for each language: a ledger is founded once. */
const servers = new Map<string, FreshServer>();
async function fresh({ language, visitors }: Tour): Promise<FreshServer> {
  const there = servers.get(language) ?? (await visitors.campus.openFresh());
  servers.set(language, there);
  return there;
}
const copied = async (page: Page, label: string): Promise<string> => {
  const box = page.locator('.copy', { has: page.getByText(label, { exact: true }) });
  return (await box.locator('code').textContent()) ?? '';
};

const colleagues = {
  founder: { name: '박정우', mail: 'jungwoo.park@kumoh.example' },
  partner: { name: '김하늘', mail: 'haneul.kim@kumoh.example' },
  invited: { name: '이수진', mail: 'sujin.lee@kumoh.example' },
} as const;

async function fillForm(page: Page, { words }: Tour, who: keyof typeof colleagues): Promise<void> {
  const { people } = words.console;
  const { name, mail } = colleagues[who];
  await stage(page, 'form').waitFor();
  await page.getByLabel(people.name, { exact: true }).fill(name);
  await page.getByLabel(people.mail, { exact: true }).fill(mail);
  await page.getByLabel(people.password, { exact: true }).fill('blue lake in spring 2026');
}

/** The authenticator connected, up to the recovery code. */
async function connect(page: Page, { words }: Tour): Promise<void> {
  const { people } = words.console;
  await stage(page, 'totp').waitFor();
  const code = totpCode(await copied(page, people.totpSecret), Math.floor(Date.now() / totpStepMs));
  await page.getByLabel(people.totp).fill(code);
  await stage(page, 'recovery').waitFor();
}

async function giveBack(page: Page, { words }: Tour): Promise<void> {
  const { people } = words.console;
  const code = await copied(page, people.recoveryCode);
  await button(page, people.recoveryWritten).click();
  await page.getByLabel(people.recoveryBack).fill(code);
  await button(page, words.common.confirm).click();
}

const empty = (place: string): Entry =>
  next(
    place,
    'nothing-yet',
    async (page, at) => {
      await page.goto(`${(await fresh(at)).addresses.console}/${place}`);
      await page.locator('main h1').waitFor();
      await page.locator('main .loading').first().waitFor({ state: 'detached' });
    },
    'founder',
  );

/** A ledger is founded by two, and there is nothing on it yet. */
export const consoleFounding: Entry[] = [
  next(
    'overview',
    'first-run',
    async (page, at) => {
      const { addresses, firstRunSecret } = await fresh(at);
      await page.goto(addresses.console);
      await fillForm(page, at, 'founder');
      await page.getByLabel(at.words.console.people.secret, { exact: true }).fill(firstRunSecret);
    },
    'founder',
  ),
  next(
    'overview',
    'first-run-authenticator',
    async (page, { words }) => {
      await button(page, words.console.people.begin).click();
      await stage(page, 'totp').waitFor();
    },
    'founder',
  ),
  next('overview', 'first-run-recovery-code', connect, 'founder'),
  next(
    'overview',
    'first-run-invite',
    async (page, at) => {
      await giveBack(page, at);
      await stage(page, 'invite').waitFor();
    },
    'founder',
  ),
  next(
    'invitation',
    'normal',
    async (page, at) => {
      const founder = await at.visitors.page('founder');
      await page.goto(await copied(founder, at.words.console.people.link));
      await fillForm(page, at, 'partner');
    },
    'partner',
  ),
  next(
    'invitation',
    'to-sign',
    async (page, at) => {
      const { people } = at.words.console;
      await button(page, people.join).click();
      await connect(page, at);
      await giveBack(page, at);
      await button(page, people.foundSign).waitFor();
    },
    'partner',
  ),
  next(
    'overview',
    'nothing-yet',
    async (page, at) => {
      const { people } = at.words.console;
      const partner = await at.visitors.page('partner');
      for (const one of [partner, page]) await button(one, people.foundSign).click();
      await stage(page, 'founded').waitFor();
      await button(page, people.toOverview).click();
      await page.locator('[data-conservation]').waitFor();
    },
    'founder',
  ),
  next(
    'overview',
    'to-be-appointed',
    async (page, at) => {
      const { people } = at.words.console;
      const founder = await at.visitors.page('founder');
      await founder.goto(`${(await fresh(at)).addresses.console}/officers`);
      await button(founder, people.invite).click();
      await button(founder, people.makeLink).click();
      await sign(founder, at, 'done');
      await founder.keyboard.press('Escape');
      await page.goto(await copied(founder, people.link));
      await fillForm(page, at, 'invited');
      await button(page, people.join).click();
      await connect(page, at);
      await giveBack(page, at);
      await button(page, people.toOverview).click();
      await page.locator('[data-session="waiting"] dl').waitFor();
    },
    'invited',
  ),
  next(
    'officers',
    'to-appoint',
    async (page, { words }) => {
      await page.reload();
      await button(page, words.console.people.appoint).waitFor();
    },
    'founder',
  ),
  ...['programmes', 'members', 'vendors', 'transactions', 'settlements', 'approvals', 'disputes'].map(empty),
];
