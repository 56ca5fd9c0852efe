import { cp } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { networkFolder } from '../fabric/network-file.ts';
import { networkStatus } from '../fabric/status.ts';
import { StartRefused } from '../start-refused.ts';

/** Ids of processes and their logs are of the computer that they ran on. */
const leftOut = 'run';

/** Copies a Fabric network that is stopped: its keys, its ports, every peer's and the orderer's ledger. */
export async function copyNetwork(from: string, to: string): Promise<void> {
  const status = await networkStatus(from);
  if (status?.processes.some(({ pid }) => pid !== null)) {
    throw new StartRefused(
      `the peers of ${from} are writing; stop the server and the network first: ./kumoh fabric down --data ${from}.`,
    );
  }
  const left = resolve(networkFolder(from), leftOut);
  await cp(networkFolder(from), networkFolder(to), {
    recursive: true,
    preserveTimestamps: true,
    filter: (source) => basename(source) !== leftOut || resolve(source) !== left,
  });
}
