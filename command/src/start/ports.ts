import { createServer } from 'node:net';
import { StartRefused } from '../start-refused.ts';

export const DEFAULT_PORT = 8080;
const HIGHEST_PORT = 65_535;

/** What listens on the ports from `--port N` on. */
const DOORS = ['wallet', 'counter', 'console', 'local door'];

/** The port of `--port`, refused in one line if it is not one. */
export function readPort(text: string | boolean | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  const highest = HIGHEST_PORT - DOORS.length + 1;
  if (typeof text !== 'string' || !/^\d+$/.test(text) || port < 1 || port > highest) {
    throw new StartRefused(`--port takes a number from 1 to ${highest}, not "${text}".`);
  }
  return port;
}

/** Refuses, naming it, the first of the four ports from `port` on that cannot be opened. */
export async function checkPorts(host: string, port: number): Promise<void> {
  for (const [index, door] of DOORS.entries()) {
    const failure = await openFailure(host, port + index);
    if (failure === 'EADDRINUSE') {
      throw new StartRefused(
        `port ${port + index} (${door}) is taken by another program; choose four free ones with --port N.`,
      );
    }
    if (failure !== null) {
      throw new StartRefused(
        `port ${port + index} (${door}) cannot be opened (${failure}); choose others with --port N.`,
      );
    }
  }
}

/** Null if the port can be opened, otherwise the system's name for why not. */
export function openFailure(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}
