import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { buildDevicePage, servePage } from './device-page.ts';
import { launchWithCamera } from './launch.ts';
import { plainPicture } from './picture.ts';
import { type CameraSize, hd, writeFrame } from './y4m.ts';

/** One device with its camera, on the device's own page. */
export interface Device {
  address: string;
  context: BrowserContext;
  page: Page;
  cameraFile: string;
  folder: string;
  close: () => Promise<void>;
}

const heardSchema = z.array(z.object({ text: z.string(), scanMs: z.number(), atMs: z.number() }));
/** What the scanner has told since the page was opened. */
export const heardCodes = async (page: Page) => heardSchema.parse(await page.evaluate('test.codes'));

/** Waits until the scanner has told exactly this text. */
export async function expectHeard(page: Page, text: string, why = ''): Promise<void> {
  await expect
    .poll(async () => (await heardCodes(page)).some((code) => code.text === text), {
      message: why,
      timeout: 5_000,
      intervals: [50],
    })
    .toBe(true);
}

export async function openDevice(
  address: string,
  options: { size?: CameraSize; cameraAllowed?: boolean } = {},
): Promise<Device> {
  const folder = await mkdtemp(join(tmpdir(), 'device-'));
  const cameraFile = join(folder, 'camera.y4m');
  const size = options.size ?? hd;
  writeFrame(cameraFile, plainPicture(size.width, size.height), size);
  const context = await launchWithCamera({
    cameraFile,
    profileFolder: join(folder, 'profile'),
    cameraAllowed: options.cameraAllowed ?? true,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(address);
  const close = async () => {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { address, context, page, cameraFile, folder, close };
}

/** The built page's folder, and its address, for all tests of a worker. */
export const test = base.extend<object, { deviceFolder: string; deviceAddress: string }>({
  deviceFolder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'device-page-'));
      await buildDevicePage(folder);
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  deviceAddress: [
    async ({ deviceFolder }, use) => {
      const served = await servePage(deviceFolder);
      await use(served.address);
      await served.stop();
    },
    { scope: 'worker' },
  ],
});
