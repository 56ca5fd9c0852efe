import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { chromium as findChromium } from '../chromium.ts';
import type { Parts } from '../start/parts.ts';

const camera = { width: 1280, height: 720 };
/** A desk in the evening: brightness of BT.601, whose colours are neutral at 128. */
const brightness = 70;

/** A browser whose camera sees an empty desk: its own test picture, a green disc, would be in every screen. */
export async function openBrowser(folder: string, parts: Parts): Promise<Browser> {
  const pixels = camera.width * camera.height;
  const header = Buffer.from(`YUV4MPEG2 W${camera.width} H${camera.height} F30:1 Ip A1:1 C420mpeg2\nFRAME\n`);
  const file = join(folder, 'camera.y4m');
  await writeFile(
    file,
    Buffer.concat([header, Buffer.alloc(pixels, brightness), Buffer.alloc(pixels / 2, 128)]),
  );
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [
      '--no-sandbox',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${file}`,
      '--disable-background-networking',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  parts.add('the browser', () => browser.close());
  return browser;
}
