import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServerConfig } from '../server-config.ts';

const loopbackNumbers = new Set(['127.0.0.1', '[::1]']);

/** Refuses what no page of this door can have sent, before anything is parsed. */
export function guardRequests(app: FastifyInstance, config: Pick<ServerConfig, 'publicAddresses'>): void {
  const named = new Set([
    'localhost',
    ...Object.values(config.publicAddresses ?? {}).map((address) => new URL(address).hostname),
  ]);
  app.addHook('onRequest', async (request, reply) => {
    const host = request.hostname.startsWith('[') ? request.hostname : (request.hostname.split(':')[0] ?? '');
    // Another name that leads here is a rebound one: its pages would count as same-origin.
    if (!named.has(host) && isIP(host.replaceAll(/[[\]]/g, '')) === 0) return reply.code(421).send();
    if (loopbackNumbers.has(host) && !named.has(host) && isPage(request)) {
      // Keys are kept by origin: with two names of one machine they would be made twice.
      return reply.redirect(`${request.protocol}://localhost:${request.socket.localPort}${request.url}`, 307);
    }
    const site = request.headers['sec-fetch-site'];
    if (request.url.startsWith('/trpc/') && !mayCall(request.method, site)) return reply.code(403).send();
  });
}

const isPage = (request: FastifyRequest): boolean =>
  request.method === 'GET' && !request.url.startsWith('/trpc/');

/** A browser sets the header and no page can change it. Mutations need it; a query without one is no browser's. */
const mayCall = (method: string, site: string | string[] | undefined): boolean =>
  site === 'same-origin' || (method === 'GET' && site === undefined);
