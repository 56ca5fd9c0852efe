import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
const policy = /<meta http-equiv="content-security-policy"[^>]*>/;

/**
 * The one page of a static app does not know which screen it opens with, and so asks for the screen's own code only once the
 * app runs: one way there and back more. Here first-paint.js, which knows the address, asks for it beside the app.
 * @param nodes by address: the route's name in Vite's manifest
 */
export function preloading(adapter: Adapter, nodes: Readonly<Record<string, string>>): Adapter {
  return { ...adapter, adapt: (builder) => adapter.adapt(withPreloads(builder, nodes)) };
}

const withPreloads = (builder: Builder, nodes: Readonly<Record<string, string>>): Builder => ({
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
    await writeFile(script, `${await readFile(script, 'utf8')}${preloadScript(Object.fromEntries(files))}`);
    if (!html.includes(firstPaint) || !policy.test(html)) throw new Error('the page has changed its head');
    // Behind the policy, before which a browser looks for nothing ahead, and before the styles, for which a script waits.
    const head = html.replace(firstPaint, '').replace(policy, (meta) => `${meta}\n    ${firstPaint}`);
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
