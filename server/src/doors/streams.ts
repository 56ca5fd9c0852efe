import type { FastifyInstance, FastifyReply } from 'fastify';

/** Browsers wait three seconds before they reconnect unless told otherwise. */
const reconnectLine = new TextEncoder().encode('retry: 250\n\n');

/** Puts the reconnect time in front of each event stream. @returns ends all that are open, for stopping. */
export function keepStreams(app: FastifyInstance): () => void {
  const open = new Set<FastifyReply>();
  app.addHook('onSend', async (_request, reply, payload) => {
    // tRPC answers with a Response, which Fastify unpacks after this.
    if (!(payload instanceof Response) || !payload.body) return payload;
    if (!payload.headers.get('content-type')?.startsWith('text/event-stream')) return payload;
    open.add(reply);
    reply.raw.once('close', () => open.delete(reply));
    const headers = new Headers(payload.headers);
    // Nothing between may hold events back.
    headers.set('x-accel-buffering', 'no');
    return new Response(withFirst(reconnectLine, payload.body), { status: payload.status, headers });
  });
  return () => {
    for (const reply of open) reply.raw.destroy();
  };
}

function withFirst(first: Uint8Array, stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const through = new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => controller.enqueue(first),
  });
  return stream.pipeThrough(through);
}
