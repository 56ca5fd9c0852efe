import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Values } from '../command.ts';
import { Parts } from '../start/parts.ts';
import { openBrowser } from './browser.ts';
import { openGalleryCampus } from './campus.ts';
import { consoleGallery } from './console-screens.ts';
import { counterGallery } from './counter-screens.ts';
import { type Picture, writeIndex } from './index-page.ts';
import { missingEntries } from './routes.ts';
import { takeTour } from './tour.ts';
import { languages } from './variants.ts';
import { walletGallery } from './wallet-screens.ts';

/** The wallet before the counter, which seals its day at the end. */
const all = [walletGallery, counterGallery, consoleGallery];
const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Against hanging: on two busy cores it takes about half of this. */
const wholeMs = 60 * 60_000;

/** `./kumoh gallery`: a picture of every screen. Resolves to the exit code: 1 when a route, a screen or its words fail. */
export async function gallery(values: Values): Promise<number> {
  const folder = resolve(typeof values['out'] === 'string' ? values['out'] : 'gallery');
  const galleries = all.filter(({ app }) => values['app'] === undefined || values['app'] === app);
  const failures = (await Promise.all(galleries.map(missingEntries))).flat();
  const ending = new AbortController();
  for (const name of END_SIGNALS) void once(process, name).then(() => ending.abort());
  const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(wholeMs)]);
  const parts = new Parts();
  const pictures: Picture[] = [];
  try {
    const campus = await openGalleryCampus(parts, signal);
    const browser = await openBrowser(campus.folder, parts);
    // What is under way in the browser fails with it.
    signal.addEventListener('abort', () => void browser.close());
    for (const { app } of galleries) await rm(resolve(folder, app), { recursive: true, force: true });
    for (const language of languages) {
      const tour = await takeTour(browser, campus, { language, galleries, folder, signal });
      pictures.push(...tour.pictures);
      failures.push(...tour.unreached);
    }
    await writeIndex(folder, pictures);
  } finally {
    await parts.stop();
  }
  const spoilt = pictures.flatMap(({ file, faults }) => faults.map((fault) => `${file}: ${fault}`));
  for (const failure of [...failures, ...spoilt]) console.error(failure);
  console.log(`${pictures.length} pictures in ${folder}, ${failures.length + spoilt.length} faults`);
  return failures.length + spoilt.length === 0 ? 0 : 1;
}
