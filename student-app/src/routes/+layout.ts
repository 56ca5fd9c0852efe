import { wallet } from '#lib/wallet.svelte.ts';

/** The app is a static page that runs in the browser only; there is nothing to render on a server. */
export const ssr = false;
export const prerender = false;

/** Asked at once: the way to the server is longer than drawing the first screen. */
export function load(): void {
  void wallet.open();
}
