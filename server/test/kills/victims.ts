import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kill, PROCESS_NAMES, type ProcessName, restart } from '@kumoh-pay/command/fabric/index.ts';
import { startMariadb } from '@kumoh-pay/command/mariadb.ts';
import { endProcess } from '@kumoh-pay/command/process-end.ts';
import type { ServerProcess } from '../exactly-once/server-process.ts';

export type Victim = ProcessName | 'server' | 'mariadb';
export const victims: readonly Victim[] = [...PROCESS_NAMES, 'mariadb', 'server'];

/** Everything that may be killed, and how it comes back: always by the same start as before, with no hand in between. */
export class Machine {
  readonly #dataFolder: string;
  readonly #server: ServerProcess;
  readonly #databasePort: number;

  constructor(dataFolder: string, server: ServerProcess, databaseUrl: string) {
    this.#dataFolder = dataFolder;
    this.#server = server;
    this.#databasePort = Number(new URL(databaseUrl).port);
  }

  async kill(victim: Victim): Promise<void> {
    if (victim === 'server') return this.#server.kill();
    if (victim === 'mariadb') {
      const text = await readFile(join(this.#dataFolder, 'mariadb', 'mariadbd.pid'), 'utf8');
      return endProcess(Number.parseInt(text, 10), 0);
    }
    if (!(await kill(this.#dataFolder, victim))) throw new Error(`${victim} did not run`);
  }

  /** A server is started once what it needs at its start is there; the rest comes back in any order. */
  async bringBack(killed: readonly Victim[]): Promise<void> {
    await Promise.all(
      killed.filter((victim) => victim !== 'server').map((victim) => this.#bringBack(victim)),
    );
    if (killed.includes('server')) await this.#server.start();
  }

  async #bringBack(victim: Exclude<Victim, 'server'>): Promise<void> {
    if (victim !== 'mariadb') return void (await restart(this.#dataFolder, victim));
    await startMariadb({ directory: this.#dataFolder, durability: 'durable', port: this.#databasePort });
  }
}
