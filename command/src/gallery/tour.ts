import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { own as ownEnglish } from '@kumoh-pay/ui/words/en/wallet-own.ts';
import { en } from '@kumoh-pay/ui/words/en.ts';
import { own as ownKorean } from '@kumoh-pay/ui/words/ko/wallet-own.ts';
import { ko } from '@kumoh-pay/ui/words/ko.ts';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { barriersOf } from './barriers.ts';
import type { GalleryCampus } from './campus.ts';
import type { Entry, Gallery, Tour } from './entry.ts';
import { faultsOf } from './faults.ts';
import type { Picture } from './index-page.ts';
import { type Language, sizes, themes } from './variants.ts';
import { Visitors } from './visitors.ts';

const words = { ko: { ...ko, own: ownKorean }, en: { ...en, own: ownEnglish } };
/** Spinners that are still there then belong to the picture. */
const settledMs = 4_000;
/** A picture is small in the time that a screen needs to draw, and a browser that has stopped drawing is no reason to wait. */
const pictureMs = 15_000;

export interface TourResult {
  pictures: Picture[];
  /** Entries that could not be reached, one sentence for each. */
  unreached: string[];
}

/** All entries of the galleries in one language, each in both themes and the app's sizes. */
export async function takeTour(
  browser: Browser,
  campus: GalleryCampus,
  options: { language: Language; galleries: readonly Gallery[]; folder: string; signal: AbortSignal },
): Promise<TourResult> {
  const { language, galleries, folder, signal } = options;
  const visitors = new Visitors(browser, campus, language);
  const at: Tour = { visitors, language, words: words[language] };
  const result: TourResult = { pictures: [], unreached: [] };
  try {
    for (const gallery of galleries) {
      for (const entry of gallery.entries) {
        signal.throwIfAborted();
        try {
          const page = await entry.reach(at);
          result.pictures.push(...(await pictures(page, { gallery, entry, language, folder })));
        } catch (error) {
          const said =
            error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : String(error);
          const name = `${entry.route.replaceAll(/[^a-z0-9]+/g, '-')}-${entry.state}-${language}`;
          await visitors.giveUp(gallery.app, (who) => join(folder, 'unreached', `${name}-${who}.png`));
          result.unreached.push(`${gallery.app}/${entry.route} ${entry.state} (${language}): ${said}`);
        }
      }
    }
  } finally {
    await visitors.leave();
  }
  return result;
}

async function pictures(
  page: Page,
  of: { gallery: Gallery; entry: Entry; language: Language; folder: string },
): Promise<Picture[]> {
  const { gallery, entry, language, folder } = of;
  const { app } = gallery;
  const { route, state } = entry;
  const taken: Picture[] = [];
  const usual = page.viewportSize();
  await settle(page);
  for (const size of gallery.sizes) {
    await page.setViewportSize(sizes[size]);
    const outOfPlace = await faultsOf(page);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      // Once in each theme: what a reader meets is the same in every size and language.
      const barriers = size === gallery.sizes[0] && language === 'ko' ? await barriersOf(page) : [];
      const faults = theme === 'light' ? [...outOfPlace, ...barriers] : barriers;
      const name = route.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
      const file = `${app}/${name}-${state}-${language}-${theme}-${size}.png`;
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await page.screenshot({
        path: join(folder, file),
        timeout: pictureMs,
        animations: 'disabled',
        ...(gallery.wholePages ? await wholePage(page, sizes[size]) : {}),
      });
      taken.push({ app, route, state, file, faults });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (usual) await page.setViewportSize(usual);
  return taken;
}

/** A hundred rows look like the first ones: a page is pictured to so many of its screens. */
const screensShown = 3;

/** To its end, unless a sheet lies over it, which would lie in the middle of all that. */
async function wholePage(page: Page, { width, height }: { width: number; height: number }) {
  if (await page.locator('dialog[open]').first().isVisible()) return {};
  const whole = z.number().parse(await page.evaluate('document.documentElement.scrollHeight'));
  const clip = { x: 0, y: 0, width, height: Math.min(whole, screensShown * height) };
  return { fullPage: true, clip };
}

async function settle(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => null)');
  await page
    .locator('.spinner:visible, [aria-busy="true"]:visible')
    .first()
    .waitFor({ state: 'detached', timeout: settledMs })
    .catch(() => undefined);
}
