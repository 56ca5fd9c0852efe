import type { Page } from 'playwright-core';
import { z } from 'zod';
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
  return page;
}

/** The same after a charge without an answer: what became of it fills the screen, as it must, and is put away. */
export async function openWithAnswer(at: Tour): Promise<Page> {
  const page = await openedCounter(at);
  const known = page.locator('[data-result="paid"], [data-result="refused"]');
  await known.getByRole('button').first().click();
  await page.keyboard.press('Escape');
  await stage(page, 'typing').waitFor();
  return page;
}

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

/** A USB scanner reads the pay code of a member whose phone is not on show; `cap` is that code's limit in won. */
export async function scan(at: Tour, page: Page, cap: number): Promise<void> {
  // One for each language: what the first tour has spent is no longer there for the second.
  const payer = at.visitors.campus.demo.members.at(at.language === 'ko' ? -1 : -2);
  if (!payer) throw new Error('the demo campus has members');
  const answer = await fetch(`${at.visitors.address('counter')}/trpc/terminal.about`);
  const { ledgerName } = aboutSchema.parse(await answer.json()).result.data;
  const code = payer.hand.payCode(ledgerName, payer.id, Date.now(), cap);
  // All at once, as a scanner types: what comes slower counts as a hand's.
  await page.evaluate(`for (const digit of '${code}')
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: digit, code: 'Digit' + digit, bubbles: true, cancelable: true }));
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }));`);
}

export const result = (page: Page, is: string) => page.locator(`[data-result="${is}"]`).waitFor();
