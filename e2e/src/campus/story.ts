import { whyNoFabric } from '@kumoh-pay/command/fabric/index.ts';
import { test as base, expect } from '@playwright/test';
import type { LedgerKind } from './campus.ts';
import { Device } from './device.ts';

/** What a project sets for its stories, in playwright.config.ts. */
export interface StoryOptions {
  ledger: LedgerKind;
}

/** A story's test: an app that throws fails it. */
export const test = base.extend<{ evidence: undefined }, StoryOptions>({
  ledger: ['embedded', { option: true, scope: 'worker' }],
  evidence: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      await use(undefined);
      expect(Device.thrown.splice(0)).toEqual([]);
    },
    { auto: true },
  ],
});

const whyNot = await whyNoFabric();

/** Called at the top of a file whose stories run on Fabric too: there they are skipped where Fabric's programs are not. */
export const onEitherLedger = (): void =>
  test.skip(({ ledger }) => ledger === 'fabric' && whyNot !== null, whyNot ?? '');
