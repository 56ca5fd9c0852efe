import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import {
  type CameraBrowserOptions,
  type CameraSize,
  fit,
  hd,
  launchWithCamera,
  type Picture,
  plainPicture,
  writeFrame,
} from '../camera/index.ts';

/** What a device is: a phone in a hand, a tablet beside the cash drawer, a computer in the office. */
const shapes = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3 },
  tablet: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
  desk: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
} as const;

/** One real Chromium process with a profile and a camera of its own, at one app's address. */
export class Device {
  /** Those that have not been closed yet. */
  static readonly opened = new Set<Device>();
  /** What the apps have thrown and nobody has caught, on devices that were closed since too. */
  static readonly thrown: string[] = [];
  readonly context: BrowserContext;
  readonly page: Page;
  readonly address: string;
  /** How often a document was loaded: a page that updates by itself loads none. */
  documentsLoaded = 0;
  /** Every address that this browser has asked for, without what came after a question mark. */
  readonly asked = new Set<string>();
  readonly #cameraFile: string;
  readonly #folder: string;

  private constructor(
    context: BrowserContext,
    page: Page,
    address: string,
    folder: string,
    cameraFile: string,
  ) {
    this.context = context;
    this.page = page;
    this.address = address;
    this.#folder = folder;
    this.#cameraFile = cameraFile;
    page.on('domcontentloaded', () => {
      this.documentsLoaded += 1;
    });
    page.on('pageerror', (error) => Device.thrown.push(`${page.url()} ${error.stack ?? error.message}`));
    context.on('request', (request) => this.asked.add(request.url().split('?')[0] ?? ''));
  }

  static async open(
    shape: keyof typeof shapes,
    address: string,
    options: Pick<CameraBrowserOptions, 'noRouteTo' | 'cameraAllowed' | 'byLoopback' | 'trusts'> = {},
  ): Promise<Device> {
    const folder = await mkdtemp(join(tmpdir(), 'kumoh-device-'));
    const cameraFile = join(folder, 'camera.y4m');
    writeFrame(cameraFile, plainPicture(hd.width, hd.height));
    const profileFolder = join(folder, 'profile');
    const context = await launchWithCamera({ cameraFile, profileFolder, ...shapes[shape], ...options });
    const page = context.pages()[0] ?? (await context.newPage());
    const device = new Device(context, page, address, folder, cameraFile);
    Device.opened.add(device);
    await page.goto(address);
    return device;
  }

  /** The app's present state, which it shows to whoever drives it. */
  stage(...names: string[]): Locator {
    return this.page.locator(names.map((name) => `[data-stage="${name}"]`).join(', '));
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Holds a picture before this device's camera, from now on. */
  see(picture: Picture, size: CameraSize = hd): void {
    writeFrame(this.#cameraFile, fit(picture, size), size);
  }

  seeNothing(): void {
    this.see(plainPicture(hd.width, hd.height));
  }

  async close(): Promise<void> {
    Device.opened.delete(this);
    await this.context.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
