import type { Page } from '@playwright/test';

/** A quick hand on a number pad. Keys without a pause are a scanner's, and the counter drops them. */
const handMs = 80;
export const typeLikeHand = (page: Page, digits: string): Promise<void> =>
  page.keyboard.type(digits, { delay: handMs });

/**
 * A scanner's keys in the page, so many milliseconds a digit, ended by Enter. Made in the page: keys that come over the
 * test's own line would be as slow as that line.
 */
export async function typeLikeScanner(page: Page, digits: string, msPerDigit: number): Promise<void> {
  await page.evaluate(`(${typeInPage})(${JSON.stringify(digits)}, ${msPerDigit})`);
}

const typeInPage = `async function (digits, pace) {
  const tell = (key, code) =>
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, composed: true }));
  // Messages and not timers, which are rounded up to four milliseconds; one channel, since the page stands still for
  // seconds when thousands of them are cleared away.
  const { port1, port2 } = new MessageChannel();
  const turn = () => new Promise((go) => { port1.onmessage = go; port2.postMessage(0); });
  const begin = performance.now();
  let at = 0;
  for (const digit of digits) {
    while (performance.now() < begin + at * pace) await turn();
    tell(digit, 'Digit' + digit);
    at += 1;
  }
  tell('Enter', 'Enter');
  port1.close();
}`;
