import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { ko } from '../../../ui/src/words/ko.ts';
import { qrPicture } from '../camera/index.ts';
import { test } from '../campus/story.ts';
import { Tablet } from '../campus/tablet.ts';
import { expectAccessible } from '../wallet/screens.ts';
import { type Lunch, openLunch } from './lunch.ts';

test.describe.configure({ mode: 'serial' });

/**
 * What a barrier-free terminal owes whoever stands or sits before it, by the Korean notification on access for disabled
 * and old people: letters of 7.25 mm at least on screens up to 28 cm, and nothing to touch above 1,220 mm.
 */
const letterMinMm = 7.25;
const touchMaxMm = 1_220;
/** The lower edge of the tablet on a counter with room for knees below, as docs/hardware.md has it. */
const standMm = 900;
const inchMm = 25.4;

/** Tablets as they are sold: pixels and inches across. */
const tablets = [
  { width: 1280, height: 800, inches: 10.1 },
  { width: 800, height: 1280, inches: 10.1 },
  { width: 1024, height: 600, inches: 8 },
] as const;
const largestInches = 13;
type Shape = (typeof tablets)[number];
const pixelMm = ({ width, height }: Shape, inches: number) => (inches * inchMm) / Math.hypot(width, height);

let lunch: Lunch;
let tablet: Tablet;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  lunch = await openLunch({ members: 2, won: 50_000 });
  tablet = await Tablet.pair(lunch, lunch, lunch.shop);
});
test.afterAll(async () => {
  await tablet?.device.close();
  await lunch?.stop();
});

async function choose(layout: keyof typeof ko.counter.manager.layout.layouts): Promise<void> {
  await tablet.go('setup');
  await tablet.page.getByText(ko.counter.manager.layout.layouts[layout], { exact: true }).click();
  await tablet.go('charge');
  await tablet.device.stage('typing').waitFor();
}

/** How high the letter 결 is drawn in each of these, in CSS pixels; what is not on the screen is left out. */
async function letterHeights(page: Page, selectors: readonly string[]): Promise<Record<string, number>> {
  const heights = await page.evaluate((all) => {
    const canvas = document.createElement('canvas').getContext('2d');
    const found: Record<string, number> = {};
    for (const selector of all) {
      const element = document.querySelector(selector);
      if (!element || !canvas) continue;
      // Not `font`, which is empty where figures are tabular.
      const { fontWeight, fontSize, fontFamily } = getComputedStyle(element);
      canvas.font = `${fontWeight} ${fontSize} ${fontFamily}`;
      const { actualBoundingBoxAscent, actualBoundingBoxDescent } = canvas.measureText('결');
      found[selector] = actualBoundingBoxAscent + actualBoundingBoxDescent;
    }
    return found;
  }, selectors);
  return z.record(z.string(), z.number()).parse(heights);
}

/** The highest edge of anything that can be touched here, in CSS pixels above the lower edge of the screen, and its name. */
async function highestTouch(page: Page): Promise<{ px: number; name: string }> {
  const highest = await page.evaluate(() => {
    const open = document.querySelector('dialog[open]') ?? document.querySelector('[data-result]');
    const within = open ?? document.body;
    const touched = [...within.querySelectorAll('button, a[href], input, label')].filter((element) => {
      const { width, height, bottom } = element.getBoundingClientRect();
      // The way past the head, for a keyboard, lies above the screen until it has the focus.
      return width > 1 && height > 1 && bottom > 0 && element.checkVisibility();
    });
    const places = touched.map((element) => ({
      px: innerHeight - element.getBoundingClientRect().top,
      name: element.textContent?.trim() || element.getAttribute('aria-label') || element.tagName,
    }));
    return places.toSorted((a, b) => b.px - a.px)[0];
  });
  return z.object({ px: z.number(), name: z.string() }).parse(highest);
}

test('in the large layout the customer reads every word of a sale in letters of 7.25 mm, on every tablet', async () => {
  test.setTimeout(180_000);
  await choose('large');
  await tablet.arm(4_500);
  const measure = async (where: string, selectors: readonly string[]) => {
    for (const shape of tablets) {
      await tablet.page.setViewportSize(shape);
      const heights = await letterHeights(tablet.page, selectors);
      for (const selector of selectors) {
        const mm = (heights[selector] ?? 0) * pixelMm(shape, shape.inches);
        console.log(`${where} ${shape.width}x${shape.height} ${selector}: ${mm.toFixed(2)} mm`);
        expect.soft(mm, `${where}, ${selector} at ${shape.width}`).toBeGreaterThanOrEqual(letterMinMm);
      }
      // However large the letters, the way on is whole on the screen.
      const wayOn = tablet.page.locator('.actions button, .action button, .ways button');
      for (const one of await wayOn.all()) await expect(one).toBeInViewport({ ratio: 1 });
      await tablet.page.screenshot({ path: test.info().outputPath(`large-${where}-${shape.width}.png`) });
    }
    await tablet.page.setViewportSize(tablets[0]);
    await expectAccessible(tablet.page, where);
  };
  await measure('armed', ['.prompt p', '.prompt .amount']);
  const [poor, payer] = lunch.members;
  if (!poor || !payer) throw new Error('two members');
  tablet.device.see(qrPicture(lunch.payCode(poor, 1_000)));
  await expect(tablet.result('refused')).toBeVisible();
  await measure('refused', ['.result h1', '.result .amount .amount', '.result .what']);
  tablet.device.see(qrPicture(lunch.payCode(payer)));
  await expect(tablet.result('paid')).toBeVisible();
  await measure('paid', ['.result h1', '.result .amount .amount', '.result .who']);
  await tablet.next();
  tablet.device.seeNothing();
});

test('in the low layout all that a sale needs is touched from below, on the largest tablet too', async () => {
  test.setTimeout(180_000);
  await choose('low');
  const reach = async (where: string, share: { lying: number; standing: number }) => {
    for (const shape of tablets) {
      await tablet.page.setViewportSize(shape);
      const { px, name } = await highestTouch(tablet.page);
      const mm = px * pixelMm(shape, largestInches);
      const of = px / shape.height;
      console.log(
        `${where} ${shape.width}x${shape.height}: ${mm.toFixed(0)} mm, ${(100 * of).toFixed(0)} % (${name})`,
      );
      const most = shape.width > shape.height ? share.lying : share.standing;
      expect.soft(of, `${where} at ${shape.width}: ${name}`).toBeLessThanOrEqual(most);
      expect.soft(standMm + mm, `${where} at ${shape.width}: ${name}`).toBeLessThanOrEqual(touchMaxMm);
      await tablet.page.screenshot({ path: test.info().outputPath(`low-${where}-${shape.width}.png`) });
    }
    await tablet.page.setViewportSize(tablets[0]);
    await expectAccessible(tablet.page, where);
  };
  // Lying, the amount alone stands above the keys; standing, the camera does too.
  await reach('typing', { lying: 0.76, standing: 0.58 });
  await tablet.arm(4_500);
  await tablet.device.button(ko.counter.charge.number).click();
  await tablet.page.getByRole('dialog').waitFor();
  await reach('number', { lying: 0.62, standing: 0.4 });
  await tablet.page.keyboard.press('Escape');
  const [, payer] = lunch.members;
  if (payer) tablet.device.see(qrPicture(lunch.payCode(payer)));
  await expect(tablet.result('paid')).toBeVisible();
  await reach('paid', { lying: 0.2, standing: 0.2 });
  await tablet.next();
  tablet.device.seeNothing();
  await tablet.page.locator('button.lock').click();
  await tablet.page.locator('.unlock').waitFor();
  await reach('locked', { lying: 0.76, standing: 0.58 });
});
