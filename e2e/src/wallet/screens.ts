import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { Phone } from '../campus/phone.ts';

/** What a screen must be, whoever looks at it and however. All that is wrong is told, not the first of it. */

/** Longer than any change of colour takes; what runs on, such as the ring of a code, is not waited for. */
const restMs = 1_000;

/** Changes of colour and place have ended: after a change of theme a key's ground is half one colour and half the other. */
const atRest = (page: Page): Promise<void> =>
  page.evaluate(async (mostMs) => {
    await new Promise(requestAnimationFrame);
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    const changes = ending.map((one) => one.finished);
    await Promise.race([Promise.allSettled(changes), new Promise((resolve) => setTimeout(resolve, mostMs))]);
  }, restMs);

/** Nothing serious or critical, by name and place. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  await atRest(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect.soft(grave, where).toEqual([]);
}

/** Nothing is wider than the screen, and so nothing has to be pushed sideways to be read. */
export async function expectNoSideways(page: Page, where: string): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll('main *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .filter((element) => !element.closest('.kinds, video, .unseen'))
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
      .slice(0, 5);
  });
  expect.soft(tooWide, where).toEqual([]);
}

/** Under reduced motion nothing moves by itself. */
export async function expectStill(page: Page, where: string): Promise<void> {
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter(
        ({ playState, effect }) =>
          playState === 'running' && effect?.getComputedTiming().iterations === Infinity,
      )
      .map((animation) => ('animationName' in animation ? String(animation.animationName) : 'transition')),
  );
  expect.soft(moving, where).toEqual([]);
}

/** The screen as drawn: fonts are there, and whatever it waits for has come. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => null));
  await page
    .locator(
      '[data-stage="loading"], [data-stage="opening"], [data-stage="finding"], [data-stage="starting"]',
    )
    .waitFor({ state: 'detached', timeout: 5_000 })
    .catch(() => undefined);
}

export interface Wishes {
  language: 'ko' | 'en';
  theme: 'light' | 'dark';
}

/** A phone at an address, as somebody with these wishes sees it, who cannot bear movement either. @returns where that is. */
export async function openAs(
  { page, device }: Phone,
  place: string,
  { language, theme }: Wishes,
): Promise<string> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.evaluate((chosen) => localStorage.setItem('kumoh-pay.language', chosen), language);
  await page.goto(`${device.address}${place}`);
  await page.locator('[data-stage], .empty').first().waitFor();
  return `${place} ${language} ${theme}`;
}
