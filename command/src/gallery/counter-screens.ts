import { demoPins } from '../demo/people.ts';
import {
  arm,
  chooseManager,
  choosePairing,
  openCounter,
  openWithAnswer,
  result,
  scan,
  typePin,
} from './counter-visit.ts';
import { button, type Entry, type Gallery, stage } from './entry.ts';

const wide = 50_000;

const before: Entry[] = [
  {
    route: 'pair',
    state: 'normal',
    async reach({ visitors }) {
      const page = await visitors.goto('unpaired', '/pair');
      await page.locator('.offers button').first().waitFor();
      return page;
    },
  },
  {
    route: 'pair',
    state: 'refused',
    async reach({ visitors, words }) {
      const page = await visitors.page('unpaired');
      await page.getByLabel(words.counter.pair.code).fill('2026');
      await button(page, words.counter.pair.next).click();
      await page.getByRole('alert').first().waitFor();
      return page;
    },
  },
  { route: 'pair', state: 'confirm', reach: (at) => choosePairing(at, 'unpaired') },
  {
    route: 'unlock',
    state: 'normal',
    async reach(at) {
      const page = await openCounter(at);
      await page.locator('button.lock').click();
      await page.locator('.unlock li').first().waitFor();
      return page;
    },
  },
  {
    route: 'unlock',
    state: 'pin',
    async reach(at) {
      const page = await at.visitors.page('counter');
      await chooseManager(at, page);
      return page;
    },
  },
  {
    route: 'unlock',
    state: 'refused',
    async reach(at) {
      const page = await at.visitors.page('counter');
      await typePin(at, page, demoPins.cashier);
      await page.getByRole('alert').first().waitFor();
      return page;
    },
  },
];

const charging: Entry[] = [
  { route: 'charge', state: 'normal', reach: openCounter },
  {
    route: 'charge',
    state: 'tiles',
    async reach(at) {
      const page = await openCounter(at);
      await page.getByText(at.words.counter.charge.tiles, { exact: true }).click();
      for (const place of [0, 1, 1]) await page.locator('button.tile').nth(place).click();
      return page;
    },
  },
  {
    route: 'charge',
    state: 'number',
    async reach({ visitors, words }) {
      const page = await visitors.page('counter');
      await button(page, words.counter.charge.arm).click();
      await stage(page, 'armed').waitFor();
      await button(page, words.counter.charge.number).click();
      await page.getByRole('dialog').waitFor();
      return page;
    },
  },
  {
    route: 'charge',
    state: 'armed',
    async reach({ visitors }) {
      const page = await visitors.page('counter');
      await page.keyboard.press('Escape');
      await page.locator('[data-camera="looking"]').waitFor();
      return page;
    },
  },
  {
    route: 'charge',
    state: 'request',
    async reach({ visitors, words }) {
      const page = await visitors.page('counter');
      await button(page, words.counter.charge.request).click();
      await stage(page, 'request').waitFor();
      return page;
    },
  },
  {
    route: 'charge',
    state: 'paid',
    async reach(at) {
      const page = await at.visitors.page('counter');
      await button(page, at.words.counter.charge.requestCancel).click();
      await stage(page, 'armed').waitFor();
      await scan(at, page, wide);
      await result(page, 'paid');
      return page;
    },
  },
  {
    route: 'charge',
    state: 'refused',
    async reach(at) {
      const page = await openCounter(at);
      await arm(page, 12_000);
      await scan(at, page, 5_000);
      await result(page, 'refused');
      return page;
    },
  },
  {
    route: 'charge',
    state: 'unknown',
    async reach(at) {
      const page = await openCounter(at);
      await arm(page, 5_500);
      // The question goes out and no answer comes; the line itself still seems to be there.
      await page.route(/\/trpc\/sale\.(charge|outcome)/, () => undefined);
      await scan(at, page, wide);
      await result(page, 'unknown');
      return page;
    },
  },
  {
    route: 'charge',
    state: 'aside',
    async reach({ visitors, words }) {
      const page = await visitors.page('counter');
      await button(page, words.counter.result.aside).click();
      await page.locator('[data-aside]').waitFor();
      return page;
    },
  },
  {
    route: 'charge',
    state: 'offline',
    async reach(at) {
      const page = await at.visitors.page('counter');
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await openWithAnswer(at);
      await page.context().setOffline(true);
      const banner = page.getByText(at.words.counter.service.offline.banner).filter({ visible: true });
      await banner.first().waitFor({ timeout: 30_000 });
      return page;
    },
  },
];

const place = (route: string, state = 'normal', has = `[data-stage="${route}"]`): Entry => ({
  route,
  state,
  async reach({ visitors }) {
    const page = await visitors.page('counter');
    await page.context().setOffline(false);
    await visitors.goto('counter', `/${route}`);
    await page.locator(has).first().waitFor();
    return page;
  },
});

const after: Entry[] = [
  {
    route: 'charge',
    state: 'rush',
    async reach(at) {
      await (await at.visitors.page('counter')).context().setOffline(false);
      const page = await openCounter(at);
      await page.keyboard.type('4500', { delay: 120 });
      await button(page, at.words.counter.charge.rush.start).click();
      await scan(at, page, wide);
      await result(page, 'paid');
      return page;
    },
  },
  {
    route: 'display',
    state: 'ended',
    async reach({ visitors }) {
      const page = await visitors.goto('unpaired', '/display');
      await page.locator('[data-display="ended"]').waitFor();
      return page;
    },
  },
  place('today', 'normal', '[data-sale]'),
  {
    route: 'today',
    state: 'refund',
    async reach({ visitors, words }) {
      const page = await visitors.page('counter');
      await button(page, words.counter.today.refund)
        .or(button(page, words.counter.today.undo))
        .first()
        .click();
      await page.locator('[data-refund]').waitFor();
      return page;
    },
  },
  place('days', 'normal', '[data-day]'),
  place('manage'),
  {
    route: 'manage',
    state: 'item',
    async reach({ visitors }) {
      const page = await visitors.page('counter');
      await page.locator('[data-stage="manage"] .column').first().locator('li button').first().click();
      await page.getByRole('dialog').waitFor();
      return page;
    },
  },
  place('setup'),
  place('+error', 'normal', 'main h1, main h2'),
  place('close', 'normal', '[data-stage="closing"] .left'),
  {
    route: 'close',
    state: 'question',
    async reach({ visitors }) {
      const page = await visitors.page('counter');
      await page.locator('[data-stage="closing"] .left > button').last().click();
      await page.getByRole('dialog').waitFor();
      return page;
    },
  },
  {
    route: 'close',
    state: 'sealed',
    async reach({ visitors, words }) {
      const page = await visitors.page('counter');
      await button(page, words.counter.close.seal).click();
      await page.locator('[data-state="counted"]').waitFor();
      return page;
    },
  },
];

export const counterGallery: Gallery = {
  app: 'counter',
  room: 'pos-terminal',
  sizes: ['1280x800', '800x1280', '1024x600'],
  passedThrough: ['home'],
  entries: [...before, ...charging, ...after],
};
