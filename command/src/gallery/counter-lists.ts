import type { Page } from 'playwright-core';
import { z } from 'zod';
import { amended, spoil } from './answers.ts';
import { joinAgain, openCounter } from './counter-visit.ts';
import type { Entry, Tour } from './entry.ts';

/** As a hand goes from screen to screen; a new document would ask for everything else too. */
async function walk(page: Page, route: string): Promise<void> {
  const [place = '', inner] = route.split('/');
  await page.locator(`nav a[href="/${place}"]`).click();
  if (inner) await page.locator(`a[href="/${route}"]`).click();
}

/** The screen's own question is not answered yet, or is answered by a server that has broken. */
const waiting = (route: string, procedure: string, state: 'loading' | 'error'): Entry => ({
  route,
  state,
  async reach(at) {
    await joinAgain(await at.visitors.page('counter'));
    const page = await openCounter(at);
    await spoil(page, procedure, state === 'loading' ? 'loading' : 'failed');
    await walk(page, route);
    await page
      .locator('main')
      .locator(state === 'loading' ? '.spinner' : '[role="alert"]')
      .first()
      .waitFor();
    return page;
  },
});
const empty = (route: string, procedure: string, data: unknown, says: (at: Tour) => string): Entry => ({
  route,
  state: 'empty',
  async reach(at) {
    await joinAgain(await at.visitors.page('counter'));
    const page = await openCounter(at);
    await amended(page, procedure, z.unknown(), () => data);
    await walk(page, route);
    await page.getByText(says(at)).waitFor();
    return page;
  },
});

/** What a healthy campus with a month of trade does not show. */
export const faulty: readonly Entry[] = [
  ...(
    [
      ['today/slips', 'paperSlip.list'],
      ['close', 'day.closing'],
      ['days', 'day.list'],
      ['manage', 'item.list'],
    ] as const
  ).flatMap(([route, procedure]) => [
    waiting(route, procedure, 'loading'),
    waiting(route, procedure, 'error'),
  ]),
  empty('days', 'day.list', { days: [], more: false }, ({ words }) => words.counter.days.none),
  empty('manage', 'item.list', [], ({ words }) => words.counter.manager.items.none),
];
