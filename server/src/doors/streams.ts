import type { FastifyInstance, FastifyReply } from 'fastify';

/** Browsers wait three seconds before they reconnect unless told otherwise. */
const reconnectLine = new TextEncoder().encode('retry: 250\n\n');

/** Puts the reconnect time in front of each event stream. @returns ends all that are open, for stopping. */
export function keepStreams(app: FastifyInstance): () => void {
  const open = new Set<FastifyReply>();
  app.addHook('onSend', async (_request, reply, payload) => {
    const isStream = String(reply.getHeader('content-type')).startsWith('text/event-stream');
    if (!isStream || !(payload instanceof ReadableStream)) return payload;
    open.add(reply);
    reply.raw.once('close', () => open.delete(reply));
    // Nothing between may hold events back.
    reply.header('x-accel-buffering', 'no');
    return withFirst(reconnectLine, payload);
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
