import type { own } from '@kumoh-pay/ui/words/ko/wallet-own.ts';
import type { Words } from '@kumoh-pay/ui/words/ko.ts';
import type { Locator, Page } from 'playwright-core';
import type { Language, Size } from './variants.ts';
import type { Visitors } from './visitors.ts';

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
  /** Pages that scroll are pictured to their end; what lies over them is not. */
  wholePages?: boolean;
  /** Routes that show nothing of their own: they send everybody on. */
  passedThrough: readonly string[];
  /** In the order of a visit: an entry may go on where the one before it has stopped. */
  entries: readonly Entry[];
}

export interface Tour {
  visitors: Visitors;
  language: Language;
  words: Words & { own: typeof own };
}

export const stage = (page: Page, name: string): Locator => page.locator(`[data-stage="${name}"]`).first();
export const button = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true }).first();
