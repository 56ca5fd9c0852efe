import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import type { ServerConfig } from '../server-config.ts';

/** Every input but lists of receivers fits many times over. Beyond: 413. */
const bodyBytesMax = 64 * 1024;
/** A request's headers and body must have come by then. */
const requestTimeoutMs = 30_000;

/** A door's listener. Only what a named proxy forwards is believed of host, protocol and address; from others it is ignored. */
export function newListener({
  tls,
  trustedProxies = [],
}: Pick<ServerConfig, 'tls' | 'trustedProxies'>): FastifyInstance {
  const options = {
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
  } as const;
  // Fastify's type differs with the server below it, though none of its methods used here does.
  const secured = { ...options, https: tls };
  return Fastify(tls ? (secured as typeof options) : options);
}
