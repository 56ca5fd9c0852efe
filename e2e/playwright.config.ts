import { defineConfig } from '@playwright/test';
import type { StoryOptions } from './src/campus/story.ts';

/**
 * Real Chromium processes, each with a camera that sees what a test shows it. One worker: two browsers, the server and
 * the database share two cores, and a camera that gets no time sees nothing.
 */
export default defineConfig<object, StoryOptions>({
  testDir: 'src',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  // Against hanging, not against slowness: a laptop that builds something beside it is several times slower.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  // One MariaDB for the whole run; the same setup as the integration tests have.
  globalSetup: '../command/src/test-database-setup.ts',
  projects: [
    { name: 'campus', testMatch: 'campus/**/*.spec.ts' },
    { name: 'console', testMatch: 'console/**/*.spec.ts' },
    { name: 'camera', testMatch: 'camera/**/*.spec.ts' },
    { name: 'counter', testMatch: 'counter/**/*.spec.ts' },
    { name: 'wallet', testMatch: 'wallet/**/*.spec.ts' },
    {
      name: 'fabric',
      testMatch: ['campus/day-in-the-life.spec.ts', 'campus/camera-to-ledger.spec.ts'],
      use: { ledger: 'fabric' },
    },
  ],
});
