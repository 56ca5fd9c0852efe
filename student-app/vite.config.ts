import { fileURLToPath } from 'node:url';
import { contentSecurity } from '@kumoh-pay/ui/vite/content-security.ts';
import { firstPaint } from '@kumoh-pay/ui/vite/first-paint.ts';
import { leanZod } from '@kumoh-pay/ui/vite/lean-zod.ts';
import { wordsOf } from '@kumoh-pay/ui/vite/words-of.ts';
import adapterStatic from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { preloading } from './preloading-adapter.ts';

/**
 * The frame of every screen with all that is under it, and what home and pay have in common, in one file: forty small ones
 * would wait for each other, each way there and back 150 ms long. Home and pay are a file each: neither waits for the other.
 */
const files = [
  // SvelteKit's start hands this over before it imports the rest, which reads it while being imported: in one file with
  // the rest the app would not know its own version, and would take itself for an old one at every address that is none.
  { name: 'payload', test: /\/runtime\/client\/payload\.js|vite\/preload-helper/, priority: 4 },
  {
    name: 'frame',
    test: /\/student-app\/src\/routes\/\+(?:layout|error)|\/ui\/src\/components\/(?:Amount|Banner|Button|EmptyState|ErrorNote|Spinner)\.svelte|\/student-app\/src\/lib\/OutageNote\.svelte/,
    priority: 3,
  },
  { name: 'home', test: /\/student-app\/src\/routes\/\+page/, priority: 2 },
  { name: 'pay', test: /\/student-app\/src\/routes\/pay\/\+page/, priority: 1 },
];
/** The first screens, as SvelteKit counts them: the frame, the error page, then the routes by name. */
const firstScreens = { '/': 'nodes/2', '/pay': 'nodes/9' };
/** What `wallet.load()` asks, in the words of its line. */
const firstQueries = ['/trpc/member.about', '/trpc/member.me', '/trpc/money.home'];

export default defineConfig({
  plugins: [
    firstPaint(),
    wordsOf('wallet', 'student-app'),
    leanZod(),
    sveltekit({
      adapter: preloading(adapterStatic({ fallback: '200.html', precompress: true }), {
        nodes: firstScreens,
        queries: firstQueries,
      }),
      csp: contentSecurity,
    }),
  ],
  resolve: {
    alias: [
      // The part of it that makes codes; what draws them on a canvas or in a terminal is not for a phone.
      { find: /^qrcode$/, replacement: 'qrcode/lib/core/qrcode.js' },
      // It finds the shortest mixture of modes for a text; our codes name their mode.
      { find: /^dijkstrajs$/, replacement: fileURLToPath(new URL('no-mixture.ts', import.meta.url)) },
    ],
  },
  // Fonts and images stay files: the content security policy knows no data addresses for fonts.
  build: { assetsInlineLimit: 0 },
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: files } } } } } },
});
