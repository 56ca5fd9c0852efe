import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import { hd, launchWithCamera, plainPicture, writeFrame } from '../camera/index.ts';
import { manager } from '../campus/tablet.ts';
import type { Lunch } from './lunch.ts';

const { counter } = ko;

/** A browser writes cookies to its disk half a minute late; one that is killed sooner has forgotten its pairing. */
const cookiesWrittenMs = 32_000;

/** In the page: each result that comes to the screen is told at once, so that a death right after it is no riddle. */
const tellResults = `new MutationObserver(() => {
  const { result, charge } = document.querySelector('[data-result]')?.dataset ?? {};
  const told = result + charge;
  if (charge === undefined || told === globalThis.lastTold) return;
  globalThis.lastTold = told;
  globalThis.tellResult(charge, result);
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-result'] })`;

/** A tablet whose browser may die as by a pulled plug, and is opened again on the same profile. */
export class MortalTablet {
  readonly #lunch: Lunch;
  readonly #folder: string;
  #context: BrowserContext | null = null;
  #page: Page | null = null;
  /** The last result that was on the screen, by charge. */
  readonly results = new Map<string, string>();

  private constructor(lunch: Lunch, folder: string) {
    this.#lunch = lunch;
    this.#folder = folder;
  }

  static async pair(lunch: Lunch): Promise<MortalTablet> {
    const tablet = new MortalTablet(lunch, await mkdtemp(join(tmpdir(), 'kumoh-mortal-')));
    writeFrame(join(tablet.#folder, 'camera.y4m'), plainPicture(hd.width, hd.height));
    await tablet.open();
    const { page } = tablet;
    await page.getByLabel(counter.pair.code).fill(await lunch.pairingCode(lunch.shop, '1번 계산대'));
    await tablet.press(counter.pair.next);
    await page.getByLabel(counter.pair.managerName, { exact: true }).fill(manager.name);
    await page.getByLabel(counter.pair.pin, { exact: true }).fill(manager.pin);
    await page.getByLabel(counter.pair.pinAgain, { exact: true }).fill(manager.pin);
    await tablet.press(counter.pair.pair);
    await tablet.unlocked();
    await page.waitForTimeout(cookiesWrittenMs);
    return tablet;
  }

  get page(): Page {
    if (!this.#page) throw new Error('the tablet is off');
    return this.#page;
  }

  async open(): Promise<void> {
    const { wallet, console } = this.#lunch.addresses;
    this.#context = await launchWithCamera({
      cameraFile: join(this.#folder, 'camera.y4m'),
      profileFolder: join(this.#folder, 'profile'),
      noRouteTo: [wallet, console],
    });
    await this.#context.exposeBinding('tellResult', (_, charge: string, is: string) => {
      this.results.set(charge, is);
    });
    await this.#context.addInitScript(tellResults);
    this.#page = this.#context.pages()[0] ?? (await this.#context.newPage());
    await this.#page.goto(this.#lunch.addresses.counter);
  }

  press(name: string): Promise<void> {
    return this.page.getByRole('button', { name, exact: true }).first().click();
  }

  /** Opens it with the manager's PIN where it is locked. */
  async unlocked(): Promise<void> {
    // By their names: the pairing page has stages of its own, and is still there for a moment.
    const charge = this.page.locator('[data-stage="typing"], [data-stage="armed"], [data-result]').first();
    await charge.or(this.page.locator('.unlock')).first().waitFor();
    if (!(await this.page.locator('.unlock').isVisible())) return;
    for (const digit of manager.pin) await this.press(digit);
    await this.press(counter.unlock.open);
    await charge.waitFor();
  }

  /** Nothing is said to anybody: the process of this profile is ended by the system. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.#context?.once('close', resolve));
    process.kill(browserOf(join(this.#folder, 'profile')), 'SIGKILL');
    await gone;
    this.#context = null;
    this.#page = null;
  }

  async close(): Promise<void> {
    await this.#context?.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The browser process that was started with this profile; its helpers name a type. */
function browserOf(profile: string): number {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const words = commandOf(name);
    if (words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith('--type=')))
      return Number(name);
  }
  throw new Error('no browser has this profile');
}

function commandOf(process: string): string[] {
  try {
    return readFileSync(`/proc/${process}/cmdline`, 'utf8').split('\0');
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
