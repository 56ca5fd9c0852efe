import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const pageFolder = fileURLToPath(new URL('../../../device/test/page', import.meta.url));
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};
/** As strict as the doors': worker and wasm must work under it. */
const policy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' blob: mediastream:; worker-src 'self'";

/** Builds the device's own page as the apps are built. */
export const buildDevicePage = (outFolder: string) =>
  build({
    root: pageFolder,
    logLevel: 'warn',
    build: { outDir: outFolder, emptyOutDir: true },
    worker: { format: 'es' },
  });

export interface ServedPage {
  address: string;
  port: number;
  stop: () => Promise<void>;
}

/** Serves it on a free port, or on the given one; what begins with /trpc/ is answered by `door`. */
export async function servePage(
  folder: string,
  options: { port?: number; door?: RequestListener } = {},
): Promise<ServedPage> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path.startsWith('/trpc/') && options.door) return options.door(request, response);
    const file = path === '/' ? '/index.html' : path;
    return readFile(join(folder, file)).then(
      (content) => {
        const type = types[extname(file)] ?? 'application/octet-stream';
        response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the page has no port');
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: `http://localhost:${bound.port}/`, port: bound.port, stop };
}
