import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { Hand } from '../demo/hand.ts';
import { demoPins } from '../demo/people.ts';
import { button, stage, type Tour } from './entry.ts';
import type { Visitor } from './visitors.ts';

/** A shop for each language: what is sealed in one tour is still open in the other. */
function shopOf({ visitors, language }: Tour) {
  const shop = visitors.campus.demo.shops[language === 'ko' ? 0 : 1];
  if (!shop) throw new Error('the demo campus has a shop for each language');
  return shop;
}

/** Up to the shop's name, which is asked before a tablet becomes its terminal. */
export async function choosePairing(at: Tour, who: Visitor): Promise<Page> {
  const page = await at.visitors.goto(who, '/pair');
  await page.locator('.offers button', { hasText: shopOf(at).name }).click();
  await stage(page, 'confirm').waitFor();
  return page;
}

export async function chooseManager(at: Tour, page: Page): Promise<void> {
  await page.locator('.unlock li button', { hasText: shopOf(at).manager }).click();
}

export async function typePin(at: Tour, page: Page, pin: string): Promise<void> {
  for (const digit of pin) await button(page, digit).click();
  await button(page, at.words.counter.unlock.open).click();
}

/** The counter at `/charge`, with nothing typed: paired and unlocked first where it is not. */
export async function openCounter(at: Tour): Promise<Page> {
  const page = await openedCounter(at);
  await stage(page, 'typing').waitFor();
  await typeNothing(page);
  return page;
}

/** What a refused charge has left in the amount and the basket: the counter keeps it, as it must. */
async function typeNothing(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  const fewer = page.locator('.basket button');
  while ((await fewer.count()) > 0) await fewer.first().click();
}

/** No answer from the server, as when its machine is off; the page itself was loaded before. */
export const cutOff = async (page: Page): Promise<void> => {
  await page.route('**/trpc/**', (route) => route.abort('connectionrefused'));
};
export const joinAgain = (page: Page): Promise<void> => page.unrouteAll({ behavior: 'ignoreErrors' });

/** What goes by itself after so many milliseconds stays for its pictures. */
export const hold = (page: Page, ms: number): Promise<void> =>
  page.evaluate(`{
    const real = globalThis.setTimeout;
    globalThis.setTimeout = (work, after, ...rest) => (after === ${ms} ? 0 : real(work, after, ...rest));
  }`);

async function openedCounter(at: Tour): Promise<Page> {
  const page = await at.visitors.goto('counter', '/charge');
  await page.locator('[data-stage], .unlock').first().waitFor();
  if (await stage(page, 'code').isVisible()) {
    await choosePairing(at, 'counter');
    await button(page, at.words.counter.pair.pair).click();
    await page.locator('.unlock').waitFor();
  }
  if (await page.locator('.unlock').isVisible()) {
    await chooseManager(at, page);
    await typePin(at, page, demoPins.manager);
  }
  return page;
}

export async function arm(page: Page, amount: number): Promise<void> {
  await page.keyboard.type(String(amount), { delay: humanMs });
  await page.keyboard.press('Enter');
  await stage(page, 'armed').waitFor();
}
/** Slower than a scanner, which is told from a hand by its pace. */
const humanMs = 120;

const aboutSchema = z.object({ result: z.object({ data: z.object({ ledgerName: z.string() }) }) });

/** A member whose phone is not on show. One for each language: what the first tour has spent is no longer there for the second. */
export function payerOf({ visitors, language }: Tour) {
  const payer = visitors.campus.demo.members.at(language === 'ko' ? -1 : -2);
  if (!payer) throw new Error('the demo campus has members');
  return payer;
}

async function ledgerOf({ visitors }: Tour): Promise<string> {
  const answer = await fetch(`${visitors.address('counter')}/trpc/terminal.about`);
  return aboutSchema.parse(await answer.json()).result.data.ledgerName;
}

/** A USB scanner reads the pay code of that member; `cap` is its limit in won. */
export async function scan(at: Tour, page: Page, cap: number): Promise<void> {
  const payer = payerOf(at);
  await typeAtOnce(page, payer.hand.payCode(await ledgerOf(at), payer.id, Date.now(), cap));
}

const enrollerSchema = z.object({ pem: z.string() });

/** The same for a code that its owner allows to be taken offline. */
export async function scanOffline(at: Tour, page: Page, cap: number): Promise<void> {
  const file = await readFile(join(at.visitors.campus.folder, 'keys', 'enroller.json'), 'utf8');
  const enroller = Hand.fromPem(enrollerSchema.parse(JSON.parse(file)).pem);
  const { id: account, hand } = payerOf(at);
  const ledger = await ledgerOf(at);
  const notAfterSeconds = Math.floor(Date.now() / 1_000) + 86_400;
  const wallet = { account, key: hand.publicKey, offlineCap: cap, notAfterSeconds };
  await typeAtOnce(
    page,
    hand.payCode(ledger, account, Date.now(), cap, enroller.certificate(ledger, wallet)),
  );
}

/** As a scanner types: what comes slower counts as a hand's. */
export const typeAtOnce = (page: Page, digits: string): Promise<void> =>
  page.evaluate(`for (const digit of '${digits}')
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: digit, code: 'Digit' + digit, bubbles: true, cancelable: true }));
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }));`);

export const result = (page: Page, is: string) => page.locator(`[data-result="${is}"]`).waitFor();
