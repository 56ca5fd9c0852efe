import { test as base, expect } from '@playwright/test';
import { Device } from './device.ts';

/** A story's test: an app that throws fails it. */
export const test = base.extend<{ evidence: undefined }>({
  evidence: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      await use(undefined);
      expect(Device.thrown.splice(0)).toEqual([]);
    },
    { auto: true },
  ],
});
