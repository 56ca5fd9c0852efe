import { test as base, expect } from '@playwright/test';
import { Device } from './device.ts';

/** A story's test: an app that throws fails it, and a failure leaves a picture of every screen under test-results/. */
export const test = base.extend<{ evidence: undefined }>({
  evidence: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use, info) => {
      await use(undefined);
      const devices = [...Device.opened];
      if (info.status !== info.expectedStatus) {
        for (const [place, device] of devices.entries()) {
          const path = info.outputPath(`device-${place + 1}.png`);
          await device.page.screenshot({ path });
          await info.attach(`device ${place + 1}: ${device.page.url()}`, { path });
        }
      }
      expect(devices.flatMap(({ errors }) => errors)).toEqual([]);
    },
    { auto: true },
  ],
});
