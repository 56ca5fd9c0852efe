import { demoPins } from '../demo/people.ts';
import { charging, offline, parts, rushAndLayouts } from './counter-charging.ts';
import { display } from './counter-display.ts';
import { faulty } from './counter-lists.ts';
import { closing, emptyToday, managing, slips, today } from './counter-places.ts';
import { chooseManager, choosePairing, openCounter, typePin } from './counter-visit.ts';
import { button, type Entry, type Gallery } from './entry.ts';

const before: readonly Entry[] = [
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
    state: 'malformed',
    async reach({ visitors, words }) {
      const page = await visitors.page('unpaired');
      await page.getByLabel(words.counter.pair.code).fill('2026');
      await button(page, words.counter.pair.next).click();
      await page.getByText(words.counter.pair.codeWrongForm).waitFor();
      return page;
    },
  },
  {
    route: 'pair',
    state: 'refused',
    async reach({ visitors, words }) {
      const page = await visitors.page('unpaired');
      await page.getByLabel(words.counter.pair.code).fill('7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
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

export const counterGallery: Gallery = {
  app: 'counter',
  room: 'pos-terminal',
  sizes: ['1280x800', '800x1280', '1024x600'],
  passedThrough: ['home'],
  entries: [
    ...before,
    ...emptyToday,
    ...charging,
    ...offline,
    ...rushAndLayouts,
    ...display,
    ...today,
    ...slips,
    ...managing,
    ...faulty,
    ...parts,
    ...closing,
  ],
};
