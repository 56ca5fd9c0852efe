import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServerConfig } from '@kumoh-pay/server';
import { z } from 'zod';

const startedSchema = z.object({
  addresses: z.object({ wallet: z.url(), counter: z.url(), console: z.url(), local: z.url() }),
});
const program = fileURLToPath(new URL('../campus/serve.ts', import.meta.url));

/** The server in a process that can be killed, and started again at the same addresses. */
export class LunchServer {
  readonly #config: ServerConfig;
  readonly #logFile: string;
  #child: ChildProcess | null = null;
  #exit: Promise<unknown> = Promise.resolve();
  addresses = { wallet: '', counter: '', console: '', local: '' };

  /** @param config with the ports that are to stay. */
  constructor(config: ServerConfig, logFile: string) {
    this.#config = config;
    this.#logFile = logFile;
  }

  async start(): Promise<void> {
    const child = fork(program, { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const log = createWriteStream(this.#logFile, { flags: 'a' });
    child.stdout?.pipe(log);
    let trouble = '';
    child.stderr?.on('data', (text) => {
      trouble += String(text);
    });
    this.#exit = once(child, 'exit');
    child.send(this.#config);
    const [first]: unknown[] = await Promise.race([once(child, 'message'), this.#exit.then(() => [null])]);
    const started = startedSchema.safeParse(first);
    if (!started.success) throw new Error(`the server did not start: ${trouble}`);
    this.addresses = started.data.addresses;
    this.#child = child;
  }

  /** As a power cut ends it: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#exit;
    this.#child = null;
  }

  async stop(): Promise<void> {
    if (this.#child?.connected) this.#child.send('stop');
    await this.#exit;
    this.#child = null;
  }
}
