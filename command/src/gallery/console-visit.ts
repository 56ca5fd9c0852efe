import type { Page } from 'playwright-core';
import { button, type Entry, stage, type Tour } from './entry.ts';
import type { Visitor } from './visitors.ts';

export type OfficeWords = Tour['words']['console'];
export const rows = 'main tbody tr';

/** Each visitor is an officer of their own: the first prepares, the second approves. */
const officerOf = { officer: 0, colleague: 1 } as const;
export type Officer = keyof typeof officerOf;

/** The officer's page, signed in, with the key in this browser. */
export async function signIn({ visitors, words }: Tour, who: Officer = 'officer'): Promise<Page> {
  const page = await visitors.page(who);
  await page.locator('[data-stage="signIn"], [data-session="in"]').first().waitFor({ state: 'attached' });
  if (!(await stage(page, 'signIn').isVisible())) return page;
  const officer = visitors.campus.demo.officers[officerOf[who]];
  await page
    .getByRole('button', { name: officer?.name ?? '' })
    .first()
    .click();
  await button(page, words.console.people.signIn).click();
  await page.locator('[data-session="in"]').waitFor({ state: 'attached' });
  await page.locator('.no-key').waitFor({ state: 'detached' });
  return page;
}

export const place = (route: string, has: string, state = 'normal', query = ''): Entry => ({
  route,
  state,
  async reach(at) {
    await signIn(at);
    const page = await at.visitors.goto('officer', `/${route}${query}`);
    await page.locator(has).first().waitFor();
    return page;
  },
});

/** The first of a list's page that it links to. */
export async function openFirst({ visitors }: Tour, list: string, link: string): Promise<Page> {
  const page = await visitors.goto('officer', list);
  const before = new URL(page.url()).pathname;
  await page.locator(link).first().click();
  await page.waitForURL((url) => url.pathname !== before);
  return page;
}

export const one = (list: string, route: string, has: string, link = `main a[href^="/${list}/"]`): Entry => ({
  route,
  state: 'normal',
  async reach(at) {
    await signIn(at);
    const page = await openFirst(at, `/${list}`, link);
    await page.locator(has).first().waitFor();
    return page;
  },
});

/** The page's own sheet, opened from the page that the entry before has left. */
export const sheet = (route: string, state: string, name: (words: OfficeWords) => string): Entry => ({
  route,
  state,
  async reach({ visitors, words }) {
    const page = await visitors.page('officer');
    await closeSheets(page);
    await button(page, name(words.console)).click();
    await page.getByRole('dialog').first().waitFor();
    return page;
  },
});

/** Goes on from the page that the entry before has left. */
export const next = (
  route: string,
  state: string,
  act: (page: Page, at: Tour) => Promise<unknown>,
  who: Visitor = 'officer',
): Entry => ({
  route,
  state,
  async reach(at) {
    const page = await at.visitors.page(who);
    await act(page, at);
    return page;
  },
});

export async function closeSheets(page: Page): Promise<void> {
  const open = page.locator('dialog[open]');
  for (let left = await open.count(); left > 0; left--) {
    await page.keyboard.press('Escape');
    await open.nth(left - 1).waitFor({ state: 'hidden' });
  }
}

/** Gives the authenticator's digits where they are asked for: a demo officer's come by a touch. */
export async function giveDigits(page: Page, { words }: Tour): Promise<void> {
  const fill = button(page, words.console.people.demoTotp);
  if (!(await fill.isVisible())) return;
  await fill.click();
  // A code that was used comes anew within half a minute.
  const filled =
    'document.querySelector("dialog[open] input[autocomplete=one-time-code]")?.value.length === 6';
  await page.waitForFunction(filled);
}

/** Signs in the sheet that asks. @param outcome the sheet's state that is waited for */
export async function sign(page: Page, at: Tour, outcome: string): Promise<void> {
  const { orders } = at.words.console;
  await page.locator('[data-signing="asking"]').waitFor();
  await giveDigits(page, at);
  await button(page, orders.sign).or(button(page, orders.signAndPropose)).click();
  await page.locator(`[data-signing="${outcome}"]`).waitFor();
}

/** The server's answer to a call never comes, or is a failure of its own. */
export async function spoil(page: Page, call: string, how: 'silent' | 'failing' | 'lost'): Promise<void> {
  const failure = {
    error: {
      message: 'out of order',
      code: -32603,
      data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500 },
    },
  };
  await page.route(`**/trpc/${call}*`, async (route) => {
    if (how === 'failing') await route.fulfill({ status: 500, json: failure });
    if (how !== 'lost') return;
    // It reaches the server; what the server says does not come back.
    await route.fetch();
    await route.abort();
  });
}
export const mend = (page: Page): Promise<void> => page.unrouteAll({ behavior: 'ignoreErrors' });
