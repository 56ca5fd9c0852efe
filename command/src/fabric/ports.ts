import { randomInt } from 'node:crypto';
import { openFailure } from '../start/ports.ts';
import { StartRefused } from '../start-refused.ts';
import type { Ports } from './network-file.ts';

/**
 * The channel's first block names the ports, so that they stay for the network's life. They are taken from below the
 * range that Linux (32768 on) and macOS (49152 on) hand out to outgoing connections, where one could be in use at any start.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;
/** So many taken ports in a row, and the machine has other troubles. */
const ATTEMPTS_MAX = 200;

/** Free ports on this machine for every listener of a new network. */
export async function choosePorts(): Promise<Ports> {
  const taken = new Set<number>();
  const next = async (): Promise<number> => {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const port = randomInt(LOWEST, HIGHEST);
      if (taken.has(port) || (await openFailure('127.0.0.1', port)) !== null) continue;
      taken.add(port);
      return port;
    }
    throw new StartRefused(`no free port was found between ${LOWEST} and ${HIGHEST}.`);
  };
  const peer = async () => ({
    listen: await next(),
    chaincode: await next(),
    operations: await next(),
    contract: await next(),
  });
  return {
    orderer: { listen: await next(), admin: await next(), operations: await next() },
    coop: await peer(),
    university: await peer(),
    'student-union': await peer(),
  };
}

/** Refuses, naming it, a port that somebody else has taken since. */
export async function refuseTakenPorts(name: string, ports: Record<string, number>): Promise<void> {
  for (const [use, port] of Object.entries(ports)) {
    const failure = await openFailure('127.0.0.1', port);
    if (failure === null) continue;
    throw new StartRefused(
      `port ${port} (${name}, ${use}) ${failure === 'EADDRINUSE' ? 'is taken by another program' : `cannot be opened (${failure})`}; the channel names it, so that it cannot be changed: end that program and try again.`,
    );
  }
}
