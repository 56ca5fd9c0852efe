import type { Words } from '@kumoh-pay/ui/words/ko.ts';
import type { Locator, Page } from 'playwright-core';
import type { Visitors } from './visitors.ts';

export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];
export const themes = ['light', 'dark'] as const;

/** A phone, a tablet beside the cash drawer, a desk. */
export const sizes = {
  '390x844': { width: 390, height: 844 },
  '1280x800': { width: 1280, height: 800 },
  '1440x900': { width: 1440, height: 900 },
} as const;
export type Size = keyof typeof sizes;

/** One screen in one state. */
export interface Entry {
  /** A folder of the app's `routes`, without the slash; `home` is the first. */
  route: string;
  state: string;
  /** Brings the screen into the state, from wherever the entry before has left the browser. */
  reach(at: Tour): Promise<Page>;
}

export interface Gallery {
  app: 'wallet' | 'counter' | 'console';
  /** The app's room. */
  room: string;
  sizes: readonly Size[];
  /** Routes that show nothing of their own: they send everybody on. */
  passedThrough: readonly string[];
  /** In the order of a visit: an entry may go on where the one before it has stopped. */
  entries: readonly Entry[];
}

export interface Tour {
  visitors: Visitors;
  language: Language;
  words: Words;
}

export const stage = (page: Page, name: string): Locator => page.locator(`[data-stage="${name}"]`).first();
export const button = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true }).first();
