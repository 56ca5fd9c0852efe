import { cutOff, joinAgain, openCounter, payerOf } from './counter-visit.ts';
import { button, type Entry, stage } from './entry.ts';
import { signInAsMember } from './wallet-visit.ts';

const place = (route: string, state = 'normal', has = `[data-stage="${route}"]`): Entry => ({
  route,
  state,
  async reach({ visitors }) {
    const page = await visitors.goto('counter', `/${route}`);
    await page.locator(has).first().waitFor();
    return page;
  },
});

/** Before anything was charged. */
export const emptyToday: readonly Entry[] = [
  {
    route: 'today',
    state: 'empty',
    async reach(at) {
      await openCounter(at);
      const page = await at.visitors.goto('counter', '/today');
      await page.getByText(at.words.counter.today.none).waitFor();
      return page;
    },
  },
];

export const today: readonly Entry[] = [
  place('today', 'normal', '[data-sale]'),
  {
    route: 'today',
    state: 'not-found',
    async reach({ visitors, words }) {
      const page = await visitors.page('counter');
      await page.getByLabel(words.counter.today.lastFour).fill('ZZZZ');
      await button(page, words.counter.today.find).click();
      await page.getByText(words.counter.today.notFound).waitFor();
      return page;
    },
  },
  {
    route: 'today',
    state: 'refund',
    async reach({ visitors, words }) {
      const page = await visitors.goto('counter', '/today');
      await page
        .locator('[data-sale]')
        .getByRole('button', { name: words.counter.today.refund, exact: true })
        .first()
        .click();
      await page.locator('[data-refund]').waitFor();
      return page;
    },
  },
  {
    route: 'today',
    state: 'refund-refused',
    async reach({ visitors, words }) {
      const page = await visitors.page('counter');
      const sheet = page.getByRole('dialog');
      await sheet.getByLabel(words.counter.refund.pin).fill('0000');
      await sheet.locator('button[type="submit"]').click();
      await sheet.getByRole('alert').waitFor();
      return page;
    },
  },
];

/** Numbers far above what one pad has, so that a slip of this tour is no other's. */
export const slips: readonly Entry[] = [
  place('today/slips', 'empty', '[data-stage="slips"] h2'),
  {
    route: 'today/slips',
    state: 'refused',
    async reach(at) {
      const { visitors, words } = at;
      const page = await visitors.page('counter');
      await page.getByLabel(words.counter.paper.number).fill('999');
      await page.getByLabel(words.counter.paper.time).fill('12:05');
      await page.getByLabel(words.counter.today.amount, { exact: true }).fill('4500');
      await page.getByLabel(words.counter.paper.studentNumber).fill(payerOf(at).studentNumber);
      await button(page, words.counter.paper.enter).click();
      await page.getByRole('alert').waitFor();
      return page;
    },
  },
  {
    route: 'today/slips',
    state: 'normal',
    async reach(at) {
      const { visitors, words } = at;
      const page = await visitors.page('counter');
      // Nobody stands at a printer here.
      await page.evaluate('globalThis.print = () => undefined');
      await button(page, words.counter.paper.print).click();
      const [member] = visitors.campus.demo.members;
      for (const [number, of] of [
        [1, payerOf(at)],
        [2, member],
        [3, member],
      ] as const) {
        await page.getByLabel(words.counter.paper.number).fill(String(number));
        await page.getByLabel(words.counter.today.amount, { exact: true }).fill(String(4_000 + 500 * number));
        await page.getByLabel(words.counter.paper.studentNumber).fill(of?.studentNumber ?? '');
        await button(page, words.counter.paper.enter).click();
        await page.locator(`[data-entered="${number}"]`).waitFor();
      }
      await signInAsMember(at);
      const phone = await visitors.goto('member', '/');
      await phone.locator('[data-paper-slip="2"]').waitFor();
      await phone
        .locator('[data-paper-slip="2"]')
        .getByRole('button', { name: words.own.paperSlip.notMine })
        .click();
      await page.locator('[data-slip="2"][data-state="declined"]').waitFor();
      await phone
        .locator('[data-paper-slip="3"]')
        .getByRole('button', { name: words.own.paperSlip.look })
        .click();
      await stage(phone, 'confirm').waitFor();
      await button(phone, words.wallet.request.confirm).click();
      await page.locator('[data-slip="3"][data-state="paid"]').waitFor();
      await page.locator('[data-stage="slips"] h1').scrollIntoViewIfNeeded();
      return page;
    },
  },
];

export const managing: readonly Entry[] = [
  place('days', 'normal', '[data-day]'),
  {
    route: 'days',
    state: 'report',
    async reach({ visitors }) {
      const page = await visitors.page('counter');
      await page.locator('[data-day]').first().click();
      await page.getByRole('dialog').locator('.report').waitFor();
      return page;
    },
  },
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
  {
    route: 'manage',
    state: 'person-refused',
    async reach({ visitors, words }) {
      const page = await visitors.goto('counter', '/manage');
      const { staff } = words.counter.manager;
      await button(page, staff.add).click();
      await page.getByLabel(staff.name, { exact: true }).fill('김');
      await page.getByLabel(staff.pin).fill('1111');
      await button(page, staff.save).click();
      await page.getByRole('dialog').getByRole('alert').waitFor();
      return page;
    },
  },
  {
    route: 'manage',
    state: 'long',
    async reach({ visitors, words }) {
      const page = await visitors.goto('counter', '/manage');
      const { items } = words.counter.manager;
      await button(page, items.add).click();
      await page.getByLabel(items.name, { exact: true }).fill(longName);
      await page.getByLabel(items.price).fill('12500');
      await page.getByLabel(items.category).fill('계절에 한 번 나오는 특별한 요리');
      await button(page, items.save).click();
      await page.getByText(longName).first().waitFor();
      return page;
    },
  },
  {
    route: 'charge',
    state: 'long',
    async reach(at) {
      const page = await openCounter(at);
      await page.getByText(at.words.counter.charge.tiles, { exact: true }).click();
      const long = page.locator('button.tile', { hasText: longName });
      for (let times = 0; times < 7; times++) await long.click();
      for (const tile of [0, 1, 2, 3]) await page.locator('button.tile').nth(tile).click();
      return page;
    },
  },
  {
    route: 'manage',
    state: 'retire',
    async reach(at) {
      await openCounter(at);
      const page = await at.visitors.goto('counter', '/manage');
      await button(page, at.words.counter.manager.retire.title).click();
      await page.getByRole('dialog').waitFor();
      return page;
    },
  },
  {
    route: 'setup',
    state: 'normal',
    async reach({ visitors }) {
      const page = await visitors.goto('counter', '/setup');
      await page.locator('[data-camera="looking"]').waitFor();
      return page;
    },
  },
  place('+error', 'normal', 'main h1, main h2'),
];

export const closing: readonly Entry[] = [
  place('close', 'normal', '[data-stage="closing"] .left > button'),
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
  place('close', 'empty', '[data-stage="closing"] .left > button'),
  {
    route: 'close',
    state: 'offline',
    async reach({ visitors, words }) {
      const page = await visitors.goto('counter', '/today');
      await page.locator('[data-stage="today"]').waitFor();
      await cutOff(page);
      await page.locator('nav a[href="/close"]').click();
      await page.getByRole('alert').first().waitFor();
      await page.getByText(words.counter.state.bad).first().waitFor({ timeout: 30_000 });
      return page;
    },
  },
  {
    route: 'unlock',
    state: 'away',
    async reach({ visitors, words }) {
      await joinAgain(await visitors.page('counter'));
      const page = await visitors.page('unpaired');
      await cutOff(page);
      await page.goto(`${visitors.address('unpaired')}/unlock`);
      await page.getByText(words.counter.away).waitFor();
      return page;
    },
  },
];

/** As long as the counter takes; no menu has a longer one. */
const longName = '제주 흑돼지 김치찌개 정식 (공기밥, 달걀말이, 도토리묵무침, 계절 나물 네 가지 포함)';
