import type { Page } from 'playwright-core';
import { z } from 'zod';

/** What a screen does to its words: wider than the screen, cut off, or out of their box. One sentence for each. */
export async function faultsOf(page: Page): Promise<string[]> {
  return z.array(z.string()).parse(await page.evaluate(inPage));
}

/** A program of the page's own, which knows a document: each text's place against the boxes that it lies in. */
const inPage = `(() => {
  const faults = new Set();
  const root = document.scrollingElement;
  if (root.scrollWidth > root.clientWidth)
    faults.add('the page is ' + root.scrollWidth + ' px wide on ' + root.clientWidth);
  // Half a pixel of rounding at each end.
  const slackPx = 1.5;
  // A table that is moved sideways to be read is one whose last column nobody sees.
  for (const table of document.querySelectorAll('table')) {
    const box = table.parentElement;
    if (table.checkVisibility() && table.offsetWidth > box.clientWidth + slackPx)
      faults.add('a table is ' + table.offsetWidth + ' px wide on ' + box.clientWidth);
  }
  const is = (box, axis, ...values) => values.includes(getComputedStyle(box)['overflow' + axis]);
  const walker = document.createTreeWalker(document.querySelector('dialog[open]') ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const text = node.textContent.trim().slice(0, 40);
    if (text === '' || parent.closest('script, style, option')) continue;
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const at = range.getBoundingClientRect();
    const found = [];
    let [scrollsX, scrollsY, forEyes] = [false, false, true];
    for (let box = parent; box; box = box.parentElement) {
      const frame = box.getBoundingClientRect();
      // Words for screen readers alone lie in a box of one pixel.
      if (frame.width <= 1 && frame.height <= 1) forEyes = false;
      scrollsX ||= is(box, 'X', 'auto', 'scroll');
      scrollsY ||= is(box, 'Y', 'auto', 'scroll');
      const name = box.tagName.toLowerCase();
      const wide = at.right > frame.right + slackPx || at.left < frame.left - slackPx;
      const high = at.bottom > frame.bottom + slackPx || at.top < frame.top - slackPx;
      if (wide && !scrollsX && (is(box, 'X', 'hidden', 'clip') || box.matches('button, a, td, th')))
        found.push('is wider than its ' + name);
      if (high && !scrollsY && (is(box, 'Y', 'hidden', 'clip') || box.matches('button')))
        found.push('is higher than its ' + name);
    }
    if (!scrollsX && (at.right > innerWidth + slackPx || at.left < -slackPx)) found.push('lies beside the screen');
    if (forEyes) for (const fault of found) faults.add('"' + text + '" ' + fault);
  }
  return [...faults];
})()`;
