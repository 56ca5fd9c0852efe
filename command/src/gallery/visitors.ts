import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { GalleryCampus } from './campus.ts';
import { type Language, sizes } from './variants.ts';

/** Nobody waits longer for one step: what has not come by then is reported, and the tour goes on. */
const stepPatienceMs = 30_000;

const apps = {
  guest: 'wallet',
  newcomer: 'wallet',
  member: 'wallet',
  counter: 'counter',
  unpaired: 'counter',
  /** A customer's own screen. */
  display: 'counter',
  officer: 'console',
  colleague: 'console',
  founder: 'console',
  partner: 'console',
  invited: 'console',
  nobody: 'console',
} as const;
export type Visitor = keyof typeof apps;
const devices = { wallet: '390x844', counter: '1280x800', console: '1440x900' } as const;

/** Who stands before the screens, each with a browser profile of their own that lasts for the tour of one language. */
export class Visitors {
  readonly campus: GalleryCampus;
  readonly language: Language;
  readonly #browser: Browser;
  readonly #pages = new Map<Visitor, Page>();

  constructor(browser: Browser, campus: GalleryCampus, language: Language) {
    this.#browser = browser;
    this.campus = campus;
    this.language = language;
  }

  address(who: Visitor): string {
    return this.campus.addresses[apps[who]];
  }

  /** The visitor's page as it was left; a new one at the app's first screen. */
  async page(who: Visitor): Promise<Page> {
    const there = this.#pages.get(who);
    if (there) return there;
    const context = await this.#open(who);
    const page = await context.newPage();
    this.#pages.set(who, page);
    await page.goto(this.address(who));
    return page;
  }

  async goto(who: Visitor, path: string): Promise<Page> {
    const page = await this.page(who);
    await page.goto(`${this.address(who)}${path}`);
    return page;
  }

  async leave(): Promise<void> {
    const pages = [...this.#pages.values()];
    this.#pages.clear();
    for (const page of pages) await this.#whileOpen(() => page.context().close());
  }

  /** After an entry that failed: a picture of what its app showed, and no fault of its making left for the next. */
  async giveUp(app: string, picture: (who: Visitor) => string): Promise<void> {
    for (const [who, page] of this.#pages) {
      if (apps[who] !== app) continue;
      await this.#whileOpen(async () => {
        await page.screenshot({ path: picture(who) });
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        await page.context().setOffline(false);
      });
    }
  }

  /** A browser that was closed, by Ctrl-C or because the time is up, has nobody left in it. */
  async #whileOpen(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.#browser.isConnected()) throw error;
    }
  }

  async #open(who: Visitor): Promise<BrowserContext> {
    const app = apps[who];
    const context = await this.#browser.newContext({
      viewport: sizes[devices[app]],
      deviceScaleFactor: app === 'wallet' ? 2 : 1,
      locale: this.language === 'ko' ? 'ko-KR' : 'en-GB',
      timezoneId: 'Asia/Seoul',
      permissions: ['camera'],
      reducedMotion: 'reduce',
      // A page that a service worker brings could be that of another language.
      serviceWorkers: 'block',
    });
    context.setDefaultTimeout(stepPatienceMs);
    await context.addInitScript(`localStorage.setItem('kumoh-pay.language', '${this.language}')`);
    return context;
  }
}
