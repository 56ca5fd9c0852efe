import Fastify from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { listeningPort } from './listening-port.ts';

/** What the machine's own watchers ask; on loopback only. */
export interface LocalDoor {
  metrics: Registry;
  listen(port: number): Promise<number>;
  stop(): Promise<void>;
}

/** @param whyNotReady the reasons, in plain words; none: ready. @param money what is measured of the way to the ledger */
export function openLocalDoor(whyNotReady: () => Promise<string[]>, money: Registry): LocalDoor {
  const app = Fastify({ forceCloseConnections: true });
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  app.get('/healthz', () => ({ alive: true }));
  app.get('/readyz', async (_request, reply) => {
    const reasons = await whyNotReady();
    return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await Registry.merge([metrics, money]).metrics()),
  );
  return {
    metrics,
    async listen(port) {
      await app.listen({ host: '127.0.0.1', port });
      return listeningPort(app.server.address());
    },
    stop: () => app.close(),
  };
}
