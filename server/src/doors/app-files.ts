import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { StartRefused } from '../server-config.ts';

const immutable = 'public, max-age=31536000, immutable';
const pageFile = '200.html';

export async function readPage(folder: string): Promise<string> {
  return readFile(join(folder, pageFile), 'utf8').catch((cause: unknown) => {
    throw new StartRefused(`There is no built app in ${folder}.`, { cause });
  });
}

/** The built app: files as they are, and its page for any address that a browser navigates to. */
export async function serveApp(app: FastifyInstance, folder: string, page: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    cacheControl: false,
    // An app that was built with compressed files beside its own sends those.
    preCompressed: true,
    setHeaders: (reply, path) => {
      // Only what has its content's hash in its name may be kept; a new version is seen at once.
      reply.header(
        'cache-control',
        path.startsWith(join(folder, '_app', 'immutable')) ? immutable : 'no-cache',
      );
    },
  });
  const sendPage = (reply: FastifyReply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
  app.get('/', (_request, reply) => sendPage(reply));
  app.setNotFoundHandler((request, reply) => {
    const navigates = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    const inside = request.url.startsWith('/_app/') || request.url.startsWith('/trpc/');
    if (navigates && !inside) return sendPage(reply);
    return reply.code(404).type('text/plain; charset=utf-8').send('Not found\n');
  });
}
