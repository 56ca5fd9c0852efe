import { type BrowserContext, chromium } from '@playwright/test';

export interface CameraBrowserOptions {
  /** The y4m file; it must exist. One browser process sees one file, so two devices are two launches. */
  cameraFile: string;
  /** The device's own profile: keys survive in it from one launch to the next. */
  profileFolder: string;
  /** False: the person has refused the camera. */
  cameraAllowed?: boolean;
  viewport?: { width: number; height: number };
  /** Pixels of the screen to one of the page; a phone has 3. */
  deviceScaleFactor?: number;
  /** Addresses that do not exist for this browser, as `http://localhost:8080`: it has no route to them. */
  noRouteTo?: string[];
  /** A host of this computer that is reached by loopback, whatever networks a test machine may use. */
  byLoopback?: string;
  /** SHA-256 over the public key of the one certificate beyond the usual that this device trusts, in base64. */
  trusts?: string;
  /** Debian's, unless KUMOH_CHROMIUM names another. */
  executablePath?: string;
}

const debianChromium = '/usr/bin/chromium';

/** A device: a real browser with a profile of its own, whose camera sees what `writeFrame` writes into the file. */
export function launchWithCamera(options: CameraBrowserOptions): Promise<BrowserContext> {
  const {
    cameraFile,
    profileFolder,
    cameraAllowed = true,
    viewport = { width: 1280, height: 800 },
    deviceScaleFactor = 1,
    noRouteTo = [],
    byLoopback,
    trusts,
  } = options;
  const routes = [
    ...noRouteTo.map((address) => `MAP ${new URL(address).host} ~NOTFOUND`),
    ...(byLoopback === undefined ? [] : [`MAP ${byLoopback} 127.0.0.1`]),
  ];
  return chromium.launchPersistentContext(profileFolder, {
    executablePath: options.executablePath ?? process.env['KUMOH_CHROMIUM'] ?? debianChromium,
    // Not granted by a flag for all: so a page without permission is refused as on a real device.
    permissions: cameraAllowed ? ['camera'] : [],
    viewport,
    deviceScaleFactor,
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    args: [
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${cameraFile}`,
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      ...(routes.length > 0 ? [`--host-resolver-rules=${routes.join(',')}`] : []),
      ...(trusts === undefined ? [] : [`--ignore-certificate-errors-spki-list=${trusts}`]),
    ],
  });
}
