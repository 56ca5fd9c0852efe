import type { Plugin } from 'vite';

/** What each app's people read, by the file and the name under which the words are exported there. */
const audiences = {
  wallet: { 'wallet.ts': 'wallet' },
  counter: { 'counter.ts': 'counter', 'counter-errors.ts': 'counterErrors' },
  console: { 'console.ts': 'office', 'console-errors.ts': 'officeErrors' },
} as const;
export type Audience = keyof typeof audiences;

/**
 * Leaves the words of the other apps out of this one's bundle: they are more than half of all words, and a phone on a bad
 * connection waits for every byte. A source of the app that reads them does not build.
 */
export function wordsOf(own: Audience, room: string): Plugin {
  const others = Object.entries(audiences).filter(([audience]) => audience !== own);
  const files = new Map(others.flatMap(([, words]) => Object.entries(words)));
  const foreign = new RegExp(`words\\(\\)\\.(${others.map(([audience]) => audience).join('|')})\\b`);
  return {
    name: 'kumoh-pay:words-of',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const file = /\/ui\/src\/words\/(?:ko|en)\/([a-z-]+\.ts)$/.exec(id)?.[1];
      const name = file === undefined ? undefined : files.get(file);
      return name === undefined ? null : `export const ${name} = {};`;
    },
    transform(code, id) {
      if (id.includes(`/${room}/src/`) && foreign.test(code))
        this.error(`${id} reads the words of another app`);
    },
  };
}
