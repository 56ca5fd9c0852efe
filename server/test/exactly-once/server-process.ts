import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

const program = new URL('./dying-server.ts', import.meta.url);
const addressesSchema = z.object({ counter: z.url(), console: z.url() });
/** A line that ends the server is written within moments of the race; longer means that it was never written. */
const deathPatienceMs = 15_000;

export interface ServerWish {
  directory: string;
  databaseUrl: string;
  databaseOwnerUrl: string;
  ledger: { kind: 'embedded'; directory: string } | { kind: 'fabric'; connectionFile: string };
}

/** The real server in a process of its own, started again after each death. */
export class ServerProcess {
  readonly #wish: ServerWish;
  #child: ChildProcess | null = null;
  #exit: Promise<unknown[]> = Promise.resolve([]);
  addresses = { counter: '', console: '' };

  constructor(wish: ServerWish) {
    this.#wish = wish;
  }

  async start(): Promise<void> {
    const child = fork(program, { execArgv: ['--disable-warning=ExperimentalWarning'] });
    this.#child = child;
    this.#exit = once(child, 'exit');
    child.send(this.#wish);
    this.addresses = addressesSchema.parse(await this.#told(child));
  }

  /** Ends itself at the `time`-th writing of that line of its log, exactly there. */
  async dieAt(line: string, time: number): Promise<void> {
    this.#child?.send({ dieAt: line, time });
    if (this.#child) await this.#told(this.#child);
  }

  /** @throws unless it was ended by SIGKILL, within a while. */
  async died(): Promise<void> {
    const tooLong = AbortSignal.timeout(deathPatienceMs);
    const patience = once(tooLong, 'abort').then(() => ['still alive', null]);
    const [code, signal] = await Promise.race([this.#exit, patience]);
    if (signal !== 'SIGKILL') throw new Error(`the server was not killed where it should be: ${code}`);
    this.#child = null;
  }

  /** As a power cut would end it. */
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

  /** @throws when it ends instead of saying something. */
  async #told(child: ChildProcess): Promise<unknown> {
    const [message]: unknown[] = await Promise.race([
      once(child, 'message'),
      this.#exit.then(() => {
        throw new Error('the server has ended');
      }),
    ]);
    return message;
  }
}
