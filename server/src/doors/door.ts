import fastifyCookie from '@fastify/cookie';
import type { AnyRouter } from '@trpc/server';
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DoorName } from '../server-config.ts';
import { readPage, serveApp } from './app-files.ts';
import type { ServerParts } from './context.ts';
import { createContext } from './create-context.ts';
import { newListener } from './listener.ts';
import { listeningPort } from './listening-port.ts';
import { guardRequests } from './request-guard.ts';
import { sendSecurityHeaders } from './security-headers.ts';
import { keepStreams } from './streams.ts';
import type { ProcedureMeta } from './trpc.ts';

/** 5,000 receivers, signed, are about 400 kB. */
const largeBodyBytesMax = 512 * 1024;
export interface Door {
  name: DoorName;
  listen(host: string, port: number): Promise<number>;
  stop(): Promise<void>;
}

/** A listener with one router and one app. It knows no other door's procedures. */
export async function openDoor(name: DoorName, router: AnyRouter, parts: ServerParts): Promise<Door> {
  const { config } = parts;
  const app = newListener(config);
  const page = await readPage(config.apps[name]);
  sendSecurityHeaders(app, { page, tls: isSecure(config, name) });
  guardRequests(app, config);
  const endStreams = keepStreams(app);
  await app.register(fastifyCookie);
  serveRouter(app, name, router, parts);
  await serveApp(app, config.apps[name], page);
  hideErrors(app, parts);
  return {
    name,
    async listen(host, port) {
      await app.listen({ host, port });
      return listeningPort(app.server.address());
    },
    async stop() {
      endStreams();
      await app.close();
    },
  };
}

/** HTTPS here, or at the proxy in front. */
const isSecure = ({ tls, publicAddresses }: ServerParts['config'], name: DoorName): boolean =>
  tls !== undefined || (publicAddresses?.[name].startsWith('https:') ?? false);

/** tRPC at /trpc/{procedure}: one call a request, JSON only. */
function serveRouter(app: FastifyInstance, door: DoorName, router: AnyRouter, parts: ServerParts): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  const handle = (path: string, req: FastifyRequest, res: FastifyReply) =>
    fastifyRequestHandler({
      router,
      req,
      res: res.header('cache-control', 'no-store'),
      path,
      allowBatching: false,
      createContext: () => createContext(parts, door, req, res),
      onError: ({ error, path: procedure }) => {
        if (error.code !== 'INTERNAL_SERVER_ERROR') return;
        parts.log.error(
          { err: error.cause ?? error, requestId: req.id, door, procedure },
          'a procedure failed',
        );
      },
    });
  app.all<{ Params: { path: string } }>('/trpc/:path', (req, res) => handle(req.params.path, req, res));
  for (const path of largeProcedures(router)) {
    app.post(`/trpc/${path}`, { bodyLimit: largeBodyBytesMax }, (req, res) => handle(path, req, res));
  }
}

export function largeProcedures(router: AnyRouter): string[] {
  const procedures: Record<string, { _def: { meta?: ProcedureMeta } }> = router._def.procedures;
  return Object.keys(procedures).filter((path) => procedures[path]?._def.meta?.largeBody);
}

/** Whatever goes wrong outside a procedure is told by its number only. */
function hideErrors(app: FastifyInstance, parts: ServerParts): void {
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) parts.log.error({ err: error, requestId: request.id }, 'a request failed');
    return reply
      .code(status)
      .type('application/json')
      .send({ error: status >= 500 ? 'INTERNAL' : 'BAD_REQUEST', requestId: request.id });
  });
}
