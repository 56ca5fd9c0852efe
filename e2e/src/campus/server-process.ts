import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServerConfig } from '@kumoh-pay/server';
import { z } from 'zod';

const startedSchema = z.object({
  addresses: z.object({ wallet: z.url(), counter: z.url(), console: z.url(), local: z.url() }),
  firstRunSecret: z.string().nullable(),
});

export interface ServerProcess extends z.infer<typeof startedSchema> {
  stop(): Promise<void>;
}

/** Starts the server in a process of its own. @throws with what it said when it does not start. */
export async function startServerProcess(config: ServerConfig, logFile: string): Promise<ServerProcess> {
  // Without the runner's own loader: the server runs as people run it.
  const child = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log = createWriteStream(logFile);
  let trouble = '';
  child.stdout?.pipe(log);
  child.stderr?.on('data', (text) => {
    trouble += String(text);
  });
  const ended = once(child, 'exit');
  child.send(config);
  const first: unknown[] = await Promise.race([once(child, 'message'), ended.then(() => [null])]);
  const started = startedSchema.safeParse(first[0]);
  if (!started.success) throw new Error(`the server did not start: ${trouble}`);
  const stop = async () => {
    if (child.connected) child.send('stop');
    await ended;
  };
  return { ...started.data, stop };
}
