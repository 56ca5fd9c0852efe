import { demoPins } from '../demo/people.ts';
import {
  arm,
  chooseManager,
  cutOff,
  hold,
  joinAgain,
  openCounter,
  result,
  scan,
  scanOffline,
  typeAtOnce,
  typePin,
} from './counter-visit.ts';
import { button, type Entry, stage, type Tour } from './entry.ts';
import { giveNumber, payByNumber, signInAsMember } from './wallet-visit.ts';

const wide = 50_000;
/** Less than the member has. */
const partWon = 3_000;
/** More than any programme of the demo gives one member. */
const tooMuch = 99_000;
/** As `noteShownMs` and `amberAfterMs` of the counter. */
const [noteMs, amberMs] = [5_000, 2_500];
/** What a menu's own QR code might hold. */
const foreignDigits = '8801234567890123';

const entry = (state: string, reach: Entry['reach']): Entry => ({ route: 'charge', state, reach });

/** From the first key to each of the results. */
export const charging: readonly Entry[] = [
  entry('normal', openCounter),
  entry('tiles', async (at) => {
    const page = await openCounter(at);
    await page.getByText(at.words.counter.charge.tiles, { exact: true }).click();
    for (const place of [0, 5, 5]) await page.locator('button.tile').nth(place).click();
    return page;
  }),
  entry('number', async ({ visitors, words }) => {
    const page = await visitors.page('counter');
    await button(page, words.counter.charge.arm).click();
    await stage(page, 'armed').waitFor();
    await button(page, words.counter.charge.number).click();
    await page.getByRole('dialog').waitFor();
    return page;
  }),
  entry('number-refused', async ({ visitors, words }) => {
    const page = await visitors.page('counter');
    await hold(page, noteMs);
    await page.getByLabel(words.counter.charge.numberTitle).fill('00000000');
    await page
      .getByRole('dialog')
      .getByText(words.counterErrors.NUMBER_UNKNOWN ?? '')
      .waitFor();
    return page;
  }),
  entry('armed', async (at) => {
    const page = await openCounter(at);
    await page.getByText(at.words.counter.charge.tiles, { exact: true }).click();
    for (const place of [0, 5, 5]) await page.locator('button.tile').nth(place).click();
    await button(page, at.words.counter.charge.arm).click();
    await page.locator('[data-camera="looking"]').waitFor();
    return page;
  }),
  entry('note', async ({ visitors }) => {
    const page = await visitors.page('counter');
    await hold(page, noteMs);
    await typeAtOnce(page, foreignDigits);
    await page.locator('.note:not(:empty)').waitFor();
    return page;
  }),
  entry('request', async ({ visitors, words }) => {
    const page = await visitors.page('counter');
    await button(page, words.counter.charge.request).click();
    await stage(page, 'request').waitFor();
    return page;
  }),
  entry('paid', async (at) => {
    const page = await at.visitors.page('counter');
    await button(page, at.words.counter.charge.requestCancel).click();
    await stage(page, 'armed').waitFor();
    await scan(at, page, wide);
    await result(page, 'paid');
    return page;
  }),
  entry('same-person', async (at) => {
    const page = await openCounter(at);
    await hold(page, noteMs);
    await page.keyboard.type('1000', { delay: 120 });
    await button(page, at.words.counter.charge.rush.start).click();
    await scan(at, page, wide);
    await result(page, 'paid');
    // Two seconds later the phone would count as taken away.
    await button(page, at.words.counter.result.next).click();
    await scan(at, page, wide);
    await page.locator('.again').waitFor();
    return page;
  }),
  entry('refused', async (at) => {
    const page = await openCounter(at);
    await arm(page, 12_000);
    await scan(at, page, 5_000);
    await result(page, 'refused');
    return page;
  }),
  entry('refused-shortfall', async (at) => {
    const page = await openCounter(at);
    await arm(page, tooMuch);
    await scan(at, page, tooMuch);
    await result(page, 'refused');
    return page;
  }),
  entry('charging', async (at) => {
    const page = await openCounter(at);
    await arm(page, 5_500);
    await hold(page, amberMs);
    // The question goes out and no answer comes; the line itself still seems to be there.
    await page.route(/\/trpc\/sale\.(charge|outcome)/, () => undefined);
    await scan(at, page, wide);
    await result(page, 'charging');
    return page;
  }),
  entry('unknown', async (at) => {
    const page = await at.visitors.page('counter');
    // A reload finds the charge in the outbox and asks for it.
    await page.reload();
    await result(page, 'unknown');
    return page;
  }),
  entry('aside', async ({ visitors, words }) => {
    const page = await visitors.page('counter');
    await button(page, words.counter.result.aside).click();
    await page.locator('[data-aside]').waitFor();
    return page;
  }),
];

/** With no server: what the tablet knows by itself. */
export const offline: readonly Entry[] = [
  entry('aside-paid', async ({ visitors }) => {
    const page = await visitors.page('counter');
    await joinAgain(page);
    await page.locator('[data-aside="paid"]').waitFor();
    return page;
  }),
  entry('offline', async (at) => {
    const page = await at.visitors.page('counter');
    await button(page, at.words.counter.aside.seen).click();
    await cutOff(page);
    const banner = page.getByText(at.words.counter.service.offline.banner).filter({ visible: true });
    await banner.first().waitFor({ timeout: 30_000 });
    return page;
  }),
  entry('offline-taken', async (at) => {
    const page = await at.visitors.page('counter');
    await arm(page, 4_500);
    await scanOffline(at, page, 10_000);
    await result(page, 'taken');
    return page;
  }),
  entry('offline-risk', async ({ visitors, words }) => {
    const page = await visitors.page('counter');
    await button(page, words.counter.result.next).click();
    await page.locator('[data-risk]').waitFor();
    return page;
  }),
  entry('offline-refused', async (at) => {
    const page = await at.visitors.page('counter');
    await arm(page, 4_500);
    await scan(at, page, wide);
    await result(page, 'refused');
    return page;
  }),
  {
    route: 'unlock',
    state: 'offline',
    async reach({ visitors, words }) {
      const page = await visitors.page('counter');
      await button(page, words.counter.result.next).click();
      await page.locator('button.lock').click();
      await page.locator('.unlock li').first().waitFor();
      return page;
    },
  },
  {
    route: 'today',
    state: 'offline',
    async reach(at) {
      const page = await at.visitors.page('counter');
      await chooseManager(at, page);
      await typePin(at, page, demoPins.manager);
      await page.locator('nav a[href="/today"]').click();
      await page.locator('[data-stage="today"]').getByRole('alert').waitFor();
      return page;
    },
  },
  entry('late', async (at) => {
    const page = await at.visitors.page('counter');
    await joinAgain(page);
    await openCounter(at);
    await page.locator('[data-late="paid"]').waitFor();
    return page;
  }),
];

/** The phone's code takes as much as a code can: what then stops a charge is the balance. */
async function allowHighest({ visitors }: Tour): Promise<void> {
  const phone = await visitors.goto('member', '/pay');
  await phone.locator('.under button').click();
  await phone.getByRole('dialog').locator('.content button').last().click();
}

/** The member's vouchers do not reach; a sum that is named on the phone is charged, and the rest is cash. */
export const parts: readonly Entry[] = [
  entry('part', async (at) => {
    await joinAgain(await at.visitors.page('counter'));
    await signInAsMember(at);
    await allowHighest(at);
    const phone = await payByNumber(at, 'member', tooMuch);
    const page = await at.visitors.page('counter');
    await result(page, 'refused');
    await button(phone, at.words.wallet.pay.partOffer).click();
    await phone.getByRole('dialog').getByRole('textbox').fill(String(partWon));
    await button(phone, at.words.own.part.submit).click();
    await page.locator(`[data-part="${partWon}"]`).waitFor();
    return page;
  }),
  entry('part-paid', async (at) => {
    const page = await at.visitors.page('counter');
    await giveNumber(at, 'member');
    await result(page, 'paid');
    return page;
  }),
];

/** A queue of equal prices, and the layouts for who sees or reaches less. */
export const rushAndLayouts: readonly Entry[] = [
  entry('rush', async (at) => {
    const page = await openCounter(at);
    await button(page, at.words.counter.aside.seen).click();
    await page.keyboard.type('4500', { delay: 120 });
    await button(page, at.words.counter.charge.rush.start).click();
    await scan(at, page, wide);
    await result(page, 'paid');
    return page;
  }),
  entry('camera-refused', async (at) => {
    const page = await at.visitors.page('counter');
    await button(page, at.words.counter.result.next).click();
    await button(page, at.words.counter.charge.rush.stop).click();
    await page.context().clearPermissions();
    await page.reload();
    await page.locator('[data-camera="denied"]').waitFor();
    return page;
  }),
  layout('low'),
  layout('large'),
  entry('contrast', async (at) => {
    const page = await at.visitors.goto('counter', '/setup');
    const { layout: says } = at.words.counter.manager;
    await page.getByText(says.layouts.standard, { exact: true }).click();
    await page.getByRole('switch', { name: says.contrast }).click();
    return openCounter(at);
  }),
];

function layout(name: 'low' | 'large'): Entry {
  return entry(name, async (at) => {
    await (await at.visitors.page('counter')).context().grantPermissions(['camera']);
    const page = await at.visitors.goto('counter', '/setup');
    await page.getByText(at.words.counter.manager.layout.layouts[name], { exact: true }).click();
    await openCounter(at);
    await arm(page, 12_500);
    return page;
  });
}
