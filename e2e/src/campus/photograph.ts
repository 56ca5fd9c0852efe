import type { Page } from '@playwright/test';
import { deskGrey, type Picture, pictureFromPng, remap } from '../camera/index.ts';

/** A page as a camera gets it, and the text of the code that was on it at that moment. */
export interface Photograph {
  /** The whole page. */
  page: Picture;
  /** The same, held close: the code and a little of what is around it, square. */
  close: Picture;
  code: string;
}

/** A little of the screen around the code, as a part of the code's side. */
const around = 0.1;

/** Photographs a page that shows a code. One that changes its code in between is photographed again. */
export async function photograph(page: Page): Promise<Photograph> {
  const shown = page.locator('svg[data-code]');
  for (;;) {
    const code = await shown.getAttribute('data-code');
    const box = await shown.boundingBox();
    const picture = pictureFromPng(await page.screenshot());
    if (code === null || box === null || code !== (await shown.getAttribute('data-code'))) continue;
    const scale = picture.width / (page.viewportSize()?.width ?? picture.width);
    const side = Math.round(box.width * scale * (1 + 2 * around));
    const [left, top] = [(box.x - box.width * around) * scale, (box.y - box.width * around) * scale];
    return { page: picture, close: cut(picture, left, top, side), code };
  }
}

const cut = (picture: Picture, left: number, top: number, side: number): Picture =>
  remap(picture, side, side, deskGrey, (x, y) => [left + x, top + y]);
