import { findProgram, installDebianPackages } from './mariadb-program.ts';
import { isThere } from './root.ts';
import { StartRefused } from './start-refused.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
/** Where Debian's fonts-noto-cjk lies. Without Korean letters a screenshot shows boxes, and text has other widths. */
const KOREAN_FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

/** The browser for the tests: $KUMOH_CHROMIUM, or the first found on this machine; null if there is none. */
export async function findChromium(): Promise<string | null> {
  const named = process.env['KUMOH_CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  for (const name of NAMES) {
    const found = await findProgram(name);
    if (found !== null) return found;
  }
  for (const place of MAC_PLACES) if (await isThere(place)) return place;
  return null;
}

/** Finds a Chromium, installing Debian's with Korean letters first where they are missing and that is allowed. */
export async function chromium(): Promise<string> {
  const missing: string[] = [];
  if ((await findChromium()) === null) missing.push('chromium');
  if (process.platform === 'linux' && !(await isThere(KOREAN_FONT))) missing.push('fonts-noto-cjk');
  const installed = missing.length > 0 && (await installDebianPackages(missing));
  const found = await findChromium();
  if (found === null) {
    throw new StartRefused(
      'Chromium is missing. Install it with "sudo apt install chromium fonts-noto-cjk" (Debian, Ubuntu), or name one with KUMOH_CHROMIUM=/path/to/chrome.',
    );
  }
  if (missing.length > 0 && !installed) {
    console.error('kumoh: no Korean font was found; if texts show as boxes: sudo apt install fonts-noto-cjk');
  }
  return found;
}
