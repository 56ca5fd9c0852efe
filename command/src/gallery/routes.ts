import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROOT } from '../root.ts';
import type { Gallery } from './entry.ts';

const SCREENS = new Set(['+page.svelte', '+page.ts', '+error.svelte']);

/** What the table and the app's routes do not have in common, one sentence for each. */
export async function missingEntries({ app, room, entries, passedThrough }: Gallery): Promise<string[]> {
  const routes = await routesOf(room);
  const pictured = new Set([...passedThrough, ...entries.map(({ route }) => route)]);
  const without = routes.filter((route) => !pictured.has(route));
  const beyond = [...pictured].filter((route) => !routes.includes(route));
  return [
    ...without.map((route) => `${app}: the route ${route} has no entry in the gallery`),
    ...beyond.map((route) => `${app}: the gallery has an entry for ${route}, which is no route`),
  ];
}

async function routesOf(room: string): Promise<string[]> {
  const files = await readdir(join(ROOT, room, 'src', 'routes'), { recursive: true });
  const routes = files.flatMap((file) => {
    const name = file.split('/').at(-1) ?? '';
    if (!SCREENS.has(name)) return [];
    if (name === '+error.svelte') return ['+error'];
    return dirname(file) === '.' ? ['home'] : [dirname(file)];
  });
  return [...new Set(routes)];
}
