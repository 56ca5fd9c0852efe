import type { Page } from 'playwright-core';
import { arm, openCounter, result, scan } from './counter-visit.ts';
import { button, type Entry, stage, type Tour } from './entry.ts';

const entry = (state: string, reach: Entry['reach']): Entry => ({ route: 'display', state, reach });

async function shown({ visitors }: Tour, is: string): Promise<Page> {
  const page = await visitors.page('display');
  await page.locator(`[data-display="${is}"]`).waitFor();
  return page;
}

/** A spare phone or tablet that follows the counter's sale. */
export const display: readonly Entry[] = [
  {
    route: 'setup',
    state: 'display',
    async reach(at) {
      const page = await at.visitors.goto('counter', '/setup');
      const { layout } = at.words.counter.manager;
      await page.getByRole('switch', { name: layout.contrast }).click();
      await page.getByText(layout.stands.display, { exact: true }).click();
      await button(page, at.words.counter.service.display.link).click();
      await page.locator('[data-display-address]').waitFor();
      return page;
    },
  },
  entry('wait', async (at) => {
    const counter = await at.visitors.page('counter');
    const address = await counter.locator('[data-display-address]').getAttribute('data-display-address');
    await at.visitors.goto('display', address?.slice(at.visitors.address('counter').length) ?? '');
    return shown(at, 'wait');
  }),
  entry('show', async (at) => {
    await arm(await openCounter(at), 2_500);
    return shown(at, 'show');
  }),
  entry('request', async (at) => {
    const counter = await at.visitors.page('counter');
    await button(counter, at.words.counter.charge.request).click();
    return shown(at, 'request');
  }),
  entry('paid', async (at) => {
    const counter = await at.visitors.page('counter');
    await button(counter, at.words.counter.charge.requestCancel).click();
    await stage(counter, 'armed').waitFor();
    await scan(at, counter, 50_000);
    await result(counter, 'paid');
    return shown(at, 'paid');
  }),
  entry('refused', async (at) => {
    const counter = await openCounter(at);
    await arm(counter, 12_000);
    await scan(at, counter, 5_000);
    await result(counter, 'refused');
    return shown(at, 'refused');
  }),
  entry('ended', async (at) => {
    const counter = await at.visitors.goto('counter', '/setup');
    await button(counter, at.words.counter.service.display.unlink).click();
    await counter.getByText(at.words.counter.manager.layout.stands.side, { exact: true }).click();
    return shown(at, 'ended');
  }),
];
