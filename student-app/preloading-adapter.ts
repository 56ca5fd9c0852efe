import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { askAheadScript } from '@kumoh-pay/device/asked-ahead.ts';
import type { Adapter, Builder } from '@sveltejs/kit';
import { z } from 'zod';

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    name: z.string().optional(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);
type Manifest = z.infer<typeof manifestSchema>;

const firstPaint = '<script src="/first-paint.js"></script>';
/** The file with the app's frame, as vite.config.ts names it. */
const largest = 'frame';
const policy = /<meta http-equiv="content-security-policy"[^>]*>/;

/**
 * The one page of a static app does not know which screen it opens with, and so asks for the screen's own code only once the
 * app runs: one way there and back more. Here first-paint.js, which knows the address, asks for it beside the app; and it asks
 * the server what every opening asks, the answers to which would else begin their way only then.
 */
export function preloading(adapter: Adapter, first: FirstAsked): Adapter {
  return { ...adapter, adapt: (builder) => adapter.adapt(withPreloads(builder, first)) };
}

interface FirstAsked {
  /** By address: the route's name in Vite's manifest. */
  nodes: Readonly<Record<string, string>>;
  /** Of queries at the app's own door. */
  queries: readonly string[];
}

const withPreloads = (builder: Builder, { nodes, queries }: FirstAsked): Builder => ({
  ...builder,
  async generateFallback(page) {
    await builder.generateFallback(page);
    const html = await readFile(page, 'utf8');
    const text = await readFile(builder.getBuildDirectory('output/client/.vite/manifest.json'), 'utf8');
    const manifest = manifestSchema.parse(JSON.parse(text));
    const files = Object.entries(nodes).map(([address, node]) => {
      const own = filesOf(manifest, node).filter((file) => !html.includes(file));
      return [address, [...new Set(own)]] as const;
    });
    const script = join(dirname(page), 'first-paint.js');
    const parts = [
      await readFile(script, 'utf8'),
      preloadScript(Object.fromEntries(files)),
      askAheadScript(queries),
    ];
    await writeFile(script, parts.join(''));
    const frame = Object.values(manifest).find(({ name }) => name === largest)?.file;
    const preload = `<link href="/${frame}" rel="modulepreload">`;
    for (const needed of [firstPaint, preload])
      if (!html.includes(needed)) throw new Error(`the page has no ${needed}`);
    if (!policy.test(html)) throw new Error('the page has no policy of its own');
    // Behind the policy, before which a browser looks for nothing ahead, and before the styles, for which a script waits. A
    // browser reads no further while it waits for the script: what takes longest by far is asked for before it.
    const head = html
      .replace(firstPaint, '')
      .replace(preload, '')
      .replace(policy, (meta) => `${meta}\n    ${preload}\n    ${firstPaint}`);
    await writeFile(page, head);
  },
});

function filesOf(manifest: Manifest, node: string): string[] {
  const entry = Object.entries(manifest).find(([key, { name }]) => key === node || name === node)?.[1];
  if (!entry) throw new Error(`the build has no ${node}`);
  return [entry.file, ...entry.css, ...entry.imports.flatMap((key) => filesOf(manifest, key))];
}

const preloadScript = (files: Readonly<Record<string, readonly string[]>>): string => `(function (files) {
  (files[location.pathname] || []).forEach(function (file) {
    var link = document.createElement('link');
    link.rel = /\\.js$/.test(file) ? 'modulepreload' : 'stylesheet';
    link.href = '/' + file;
    document.head.appendChild(link);
  });
})(${JSON.stringify(files)});
`;
