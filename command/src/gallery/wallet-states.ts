import { addDays, seoulDay } from '@kumoh-pay/domain';
import { z } from 'zod';
import { amended, spoil } from './answers.ts';
import { button, type Entry, stage, type Tour } from './entry.ts';
import { openAsMember, signInAsMember } from './wallet-visit.ts';

/** What a screen shows when its answer is late, wrong or out of reach, and what it shows at unusual answers. */

interface Place {
  route: string;
  path: string;
  procedure: string;
}
const faulty = ({ route, path, procedure }: Place, fault: 'loading' | 'failed'): Entry => ({
  route,
  state: fault,
  async reach(at) {
    const page = await openAsMember(at, path, (phone) => spoil(phone, procedure, fault));
    await stage(page, fault).waitFor();
    return page;
  },
});
const both = (place: Place): Entry[] => [faulty(place, 'loading'), faulty(place, 'failed')];

const someSchema = z.looseObject({});
const meSchema = z.looseObject({ ledger: someSchema });
const homeSchema = z.looseObject({ lots: z.array(someSchema), entries: z.array(someSchema) });

const withMember = (route: string, state: string, path: string, ledger: object): Entry => ({
  route,
  state,
  async reach(at) {
    const page = await openAsMember(at, path, (phone) =>
      amended(phone, 'member.me', meSchema, (me) => ({ ...me, ledger: { ...me.ledger, ...ledger } })),
    );
    await page.locator('.banner, .empty').first().waitFor();
    return page;
  },
});

const homeWithout = (fault: 'loading' | 'failed'): Entry => ({
  route: 'home',
  state: fault,
  async reach(at) {
    const page = await openAsMember(at, '/', async (phone) => {
      // At an address without the app, to which a late answer would bring the balance again.
      await at.visitors.goto('member', '/icon.svg');
      await phone.evaluate(() => localStorage.removeItem('kumoh-pay.holdings'));
      await spoil(phone, 'money.home', fault);
    });
    if (fault === 'failed') await page.getByRole('alert').first().waitFor();
    else await stage(page, 'home').waitFor();
    return page;
  },
});

const longBanner = {
  ko: '오늘 12시부터 14시까지 원장을 점검합니다. 그동안은 결제가 조금 늦게 확인될 수 있습니다. 같은 금액을 두 번 결제하지 마시고 화면의 안내를 기다려 주십시오.',
  en: 'The ledger is maintained today from 12:00 to 14:00. Payments may be confirmed a little later than usual. Please do not pay the same amount twice, and wait for what the screen says.',
};

const outage = (route: string, path: string): Entry => ({
  route,
  state: 'outage',
  async reach(at) {
    const who = route === 'welcome' ? 'guest' : 'member';
    const page = who === 'guest' ? await at.visitors.page(who) : await signInAsMember(at);
    await amended(page, 'member.about', someSchema, (about) => ({
      ...about,
      outageBanner: longBanner[at.language],
    }));
    await at.visitors.goto(who, path);
    await page.locator('[data-outage]').first().waitFor();
    return page;
  },
});

const old: Entry = {
  route: 'home',
  state: 'old',
  async reach(at) {
    const page = await openAsMember(at, '/', (phone) => spoil(phone, 'member.me', 'failed'));
    await page.getByText(at.words.wallet.away).first().waitFor();
    return page;
  },
};

const names = {
  ko: {
    shop: '학생회관 지하 1층 푸른솔 학생식당과 분식 코너',
    voucher: '2026학년도 2학기 신입생 아침밥 지원 상품권',
  },
  en: {
    shop: 'Blue Pine Student Cafeteria and Snack Corner, basement',
    voucher: 'Breakfast support, second semester 2026',
  },
};

const longAmount = 1_234_500;

/** Names as long as they get, and a voucher that ends tomorrow. */
const long: Entry = {
  route: 'home',
  state: 'long',
  async reach(at) {
    const { shop, voucher } = names[at.language];
    const tomorrow = addDays(seoulDay(Date.now()), 1);
    const page = await openAsMember(at, '/', (phone) =>
      amended(phone, 'money.home', homeSchema, ({ lots, entries, ...home }) => ({
        ...home,
        balance: longAmount,
        lots: lots.map((lot) => ({ ...lot, name: voucher, lastDay: tomorrow, amount: longAmount })),
        entries: entries.map((entry) => ({ ...entry, other: shop, amount: -longAmount })),
      })),
    );
    await page.locator(`[data-balance="${longAmount}"]`).waitFor();
    return page;
  },
};
const longVouchers: Entry = {
  route: 'vouchers',
  state: 'long',
  async reach(at) {
    const { shop, voucher } = names[at.language];
    const page = await openAsMember(at, '/vouchers', (phone) =>
      amended(phone, 'money.vouchers', z.array(someSchema), ([one]) =>
        (['now', 'later', 'over'] as const).map((state, place) => ({
          ...one,
          programme: `${place}`.repeat(26),
          name: voucher,
          state,
          takenAt: place === 0 ? [shop, shop, shop] : null,
          transferable: place !== 0,
        })),
      ),
    );
    await stage(page, 'vouchers').waitFor();
    return page;
  },
};

const historySchema = z.looseObject({ entries: z.array(someSchema) });
const longHistory: Entry = {
  route: 'history',
  state: 'long',
  async reach(at) {
    const { shop } = names[at.language];
    const page = await openAsMember(at, '/history', (phone) =>
      amended(phone, 'money.history', historySchema, ({ entries, ...history }) => ({
        ...history,
        entries: entries.map((entry) => ({ ...entry, other: shop, amount: -longAmount })),
      })),
    );
    await page.locator('[data-entries]').waitFor();
    return page;
  },
};
const receiptSchema = z.looseObject({ entry: someSchema, lots: z.array(someSchema) });
const longReceipt: Entry = {
  route: 'history/[id]',
  state: 'long',
  async reach(at) {
    const { shop, voucher } = names[at.language];
    const page = await openAsMember(at, '/history', (phone) =>
      amended(phone, 'money.receipt', receiptSchema, (receipt) => ({
        ...receipt,
        entry: { ...receipt.entry, other: shop, amount: -longAmount },
        lots: [0, 1, 2].map((place) => ({
          programme: String(place).repeat(26),
          name: voucher,
          amount: longAmount,
        })),
      })),
    );
    await page.locator('a[href^="/history/"]').first().click();
    await stage(page, 'shown').waitFor();
    return page;
  },
};

const receiver = ({ visitors }: Tour) => visitors.campus.demo.members.at(-1)?.id ?? '';
const sending: Entry[] = [
  {
    route: 'to/[account]',
    state: 'finding',
    async reach(at) {
      const page = await openAsMember(at, `/to/${receiver(at)}`, (phone) =>
        spoil(phone, 'money.receiver', 'loading'),
      );
      await stage(page, 'finding').waitFor();
      return page;
    },
  },
  {
    route: 'to/[account]',
    state: 'nobody',
    async reach(at) {
      const page = await openAsMember(at, '/to/00000000000000000000000000');
      await stage(page, 'nobody').waitFor();
      return page;
    },
  },
  {
    route: 'to/[account]',
    state: 'too-much',
    async reach(at) {
      const page = await openAsMember(at, `/to/${receiver(at)}?won=9000000`);
      await page.locator('.limit.over').waitFor();
      return page;
    },
  },
  {
    route: 'to/[account]',
    state: 'unknown',
    async reach(at) {
      const page = await openAsMember(at, `/to/${receiver(at)}?won=1000`);
      await button(page, at.words.common.next).click();
      await spoil(page, 'money.send', 'lost');
      await button(page, at.words.wallet.send.submit).click();
      await stage(page, 'unknown').waitFor();
      return page;
    },
  },
  {
    route: 'send',
    state: 'recent',
    async reach(at) {
      const page = await openAsMember(at, '/send');
      await page.locator('a[href^="/to/"]').first().waitFor();
      return page;
    },
  },
];

const payWithoutNumber: Entry = {
  route: 'pay',
  state: 'number-failed',
  async reach(at) {
    const page = await openAsMember(at, '/pay');
    await page.locator('svg[data-code]').waitFor();
    await spoil(page, 'money.lodgeCode', 'lost');
    await button(page, at.words.wallet.pay.number).click();
    await page.getByRole('alert').waitFor();
    return page;
  },
};

export const walletStates: Entry[] = [
  outage('welcome', '/welcome'),
  outage('home', '/'),
  outage('pay', '/pay'),
  old,
  long,
  homeWithout('loading'),
  homeWithout('failed'),
  longVouchers,
  longHistory,
  longReceipt,
  ...both({ route: 'history', path: '/history', procedure: 'money.history' }),
  ...both({ route: 'history/[id]', path: '/history/1', procedure: 'money.receipt' }),
  ...both({ route: 'vouchers', path: '/vouchers', procedure: 'money.vouchers' }),
  ...both({ route: 'disputes', path: '/disputes', procedure: 'dispute.list' }),
  withMember('home', 'limited', '/', { limited: true }),
  withMember('pay', 'limited', '/pay', { limited: true }),
  withMember('home', 'suspended', '/', { status: 'suspended', suspendedBy: 'enroller' }),
  withMember('pay', 'suspended', '/pay', { status: 'suspended', suspendedBy: 'enroller' }),
  withMember('home', 'replaced', '/', { key: 'A'.repeat(44) }),
  withMember('pay', 'no-key', '/pay', { key: 'A'.repeat(44) }),
  withMember('recovery', 'limited', '/recovery', { limited: true, hasRecovery: false }),
  ...sending,
  payWithoutNumber,
];
