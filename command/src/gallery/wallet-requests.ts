import type { Page } from 'playwright-core';
import { answeredByServer, spoil } from './answers.ts';
import { arm, openCounter } from './counter-visit.ts';
import { button, type Entry, stage, type Tour } from './entry.ts';
import { openAsMember } from './wallet-visit.ts';

/** A counter's request, from the phone's camera to its end. */

/** All that the member spends for pictures has to last for both languages. */
const requested = 1_500;

/** From now on the page's camera sees this picture, as a phone does that is held before a screen. */
async function see(page: Page, picture: Buffer): Promise<void> {
  await page.evaluate(`(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [720, 720];
    const image = new Image();
    const draw = () => canvas.getContext('2d').drawImage(image, 60, 60, 600, 600);
    image.onload = () => setInterval(draw, 100);
    image.src = 'data:image/png;base64,${picture.toString('base64')}';
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
  })()`);
}

/** The phone at the counter's request, which it has scanned. */
async function scanRequest(at: Tour): Promise<Page> {
  const counter = await openCounter(at);
  await arm(counter, requested);
  await button(counter, at.words.counter.charge.request).click();
  await stage(counter, 'request').waitFor();
  const code = await counter.locator('[data-request] svg[data-code]').screenshot();
  const page = await openAsMember(at, '/');
  await see(page, code);
  await page.getByRole('link', { name: at.words.wallet.home.scan }).click();
  await stage(page, 'confirm').waitFor();
  return page;
}

export const requests: Entry[] = [
  {
    route: 'request',
    state: 'confirm',
    reach: scanRequest,
  },
  {
    route: 'request',
    state: 'unknown',
    async reach({ visitors, words }) {
      const page = await visitors.page('member');
      await spoil(page, 'money.payRequest', 'lost');
      await button(page, words.wallet.request.confirm).click();
      await stage(page, 'unknown').waitFor();
      return page;
    },
  },
  {
    route: 'request',
    state: 'paid',
    async reach({ visitors }) {
      const page = await visitors.page('member');
      await answeredByServer(page);
      await stage(page, 'paid').waitFor();
      return page;
    },
  },
];
