import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Rooms whose tests run in Node. e2e/ has its own runner. */
const PLACES = ['*/src/**', '*/test/**'];
const named = (ending: string) => PLACES.map((place) => `${place}/*.${ending}.ts`);

const APART = [
  ...named('property.test'),
  ...named('integration.test'),
  ...named('fabric.test'),
  ...named('svelte.test'),
];
const NEVER = ['**/node_modules/**', '**/build/**', '**/.svelte-kit/**'];

export default defineConfig({
  test: {
    projects: [
      {
        // Files of these two share a process: half of the time went into loading the same modules again, and no module
        // of ours keeps anything that another test could see.
        test: {
          name: 'unit',
          include: named('test'),
          exclude: [...NEVER, 'e2e/**', ...APART],
          isolate: false,
          // Against hanging, not against slowness: a laptop that builds something beside it is several times slower.
          testTimeout: 20_000,
        },
      },
      {
        // Rune classes: `*.svelte.test.ts`, compiled by Svelte as the browser would get them.
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'runes',
          include: named('svelte.test'),
          exclude: NEVER,
          isolate: false,
          // Icons are `.svelte` files, which Node itself cannot read; ui's words come with them.
          server: { deps: { inline: [/@lucide\/svelte/] } },
        },
      },
      {
        // The large counts: seconds to minutes each, so they are not part of `./kumoh check`.
        test: { name: 'property', include: named('property.test'), exclude: NEVER, testTimeout: 300_000 },
      },
      {
        // Against a real MariaDB; the setup starts one for the whole run.
        test: {
          name: 'integration',
          include: named('integration.test'),
          exclude: NEVER,
          globalSetup: ['./command/src/test-database-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Against a Fabric network that each file brings up and takes away; skipped where Fabric's programs are not.
        test: {
          name: 'fabric',
          include: named('fabric.test'),
          exclude: NEVER,
          globalSetup: ['./command/src/test-database-setup.ts'],
          // Seven processes each: two networks at once would only wait for each other.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
