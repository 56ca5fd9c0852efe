import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** Below the ports that the system gives to whoever asks for any. */
const portRange = [20_000, 29_000] as const;

/** `./kumoh start` in a terminal of its own, as a newcomer runs it. */
export class StartedCommand {
  readonly folder: string;
  #said = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;

  private constructor(folder: string, more: readonly string[]) {
    this.folder = folder;
    const options = [
      'start',
      '--no-open',
      '--data',
      join(folder, 'data'),
      '--port',
      String(randomInt(...portRange)),
      ...more,
    ];
    // A process group of its own: Ctrl-C reaches everything in it, as in a terminal.
    this.#child = spawn(join(repository, 'kumoh'), options, {
      cwd: repository,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (piece) => {
        this.#said += String(piece);
      });
    this.#ended = once(this.#child, 'exit');
  }

  /** On an empty data folder; resolves at the line `ready`. @throws with what it said when it ends before. */
  static async run(): Promise<StartedCommand> {
    return StartedCommand.#ready(new StartedCommand(await mkdtemp(join(tmpdir(), 'kumoh-newcomer-')), []));
  }

  /** Once this one has ended: the same data folder, with more options. */
  async again(...options: string[]): Promise<StartedCommand> {
    return StartedCommand.#ready(new StartedCommand(this.folder, options));
  }

  static async #ready(command: StartedCommand): Promise<StartedCommand> {
    let running = true;
    void command.#ended.then(() => {
      running = false;
    });
    while (!/^ready$/m.test(command.said)) {
      if (!running) throw new Error(`./kumoh start ended: ${command.said}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return command;
  }

  get said(): string {
    return this.#said;
  }

  /** What it printed behind a word, to the end of the line: `Wallet` gives the wallet's address. */
  printed(word: string): string {
    const found = new RegExp(`· ${word}\\s+(.*)$`, 'm').exec(this.#said)?.[1];
    if (found === undefined) throw new Error(`no line about ${word} in: ${this.#said}`);
    return found.trim();
  }

  /** Where `--lan` explains to phones how to trust it. */
  get guide(): string {
    const found = /^ {2}(http:\/\/\S+)$/m.exec(this.#said)?.[1];
    if (found === undefined) throw new Error(`no guide for phones in: ${this.#said}`);
    return found;
  }

  /** @returns the exit code. */
  async ctrlC(): Promise<unknown> {
    if (this.#child.pid !== undefined && this.#child.exitCode === null)
      process.kill(-this.#child.pid, 'SIGINT');
    const [code] = await this.#ended;
    return code;
  }

  /** Command lines of processes that still have to do with the data folder (Linux). */
  async leftOver(): Promise<string[]> {
    const found: string[] = [];
    for (const id of (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))) {
      const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      if (line.includes(this.folder)) found.push(line.replaceAll('\0', ' '));
    }
    return found;
  }

  async clear(): Promise<void> {
    await this.ctrlC();
    await rm(this.folder, { recursive: true, force: true });
  }
}
