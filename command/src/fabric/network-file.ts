import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isThere } from '../root.ts';
import { StartRefused } from '../start-refused.ts';

const port = z.int().min(1).max(65_535);
const peerPorts = z.strictObject({
  listen: port,
  /** Where a contract that the peer itself had started would call back. None is, and still each peer opens it. */
  chaincode: port,
  operations: port,
  /** Where the organisation's contract process listens. */
  contract: port,
});

const networkSchema = z.strictObject({
  /** Part of everything that is signed: what is signed for one ledger is void on another. */
  channel: z.string().regex(/^vouchers-[a-z0-9]{8}$/),
  ports: z.strictObject({
    orderer: z.strictObject({ listen: port, admin: port, operations: port }),
    coop: peerPorts,
    university: peerPorts,
    'student-union': peerPorts,
  }),
  /** The contract that the channel's definition names; null until the first one is committed. */
  deployed: z
    .strictObject({
      /** SHA-256 of the bundle, in hex. */
      digest: z.string().regex(/^[0-9a-f]{64}$/),
      sequence: z.int().positive(),
      packages: z.strictObject({ coop: z.string(), university: z.string(), 'student-union': z.string() }),
    })
    .nullable(),
});

export type NetworkFile = z.infer<typeof networkSchema>;
export type Ports = NetworkFile['ports'];
export type Deployed = NonNullable<NetworkFile['deployed']>;

/** The network's folder in a data folder. */
export const networkFolder = (dataFolder: string): string => join(dataFolder, 'fabric');
const fileName = 'network.json';

/** What the folder knows of its network; null where there is none. @throws StartRefused where it cannot be read. */
export async function readNetworkFile(folder: string): Promise<NetworkFile | null> {
  if (!(await isThere(folder))) return null;
  try {
    return networkSchema.parse(JSON.parse(await readFile(join(folder, fileName), 'utf8')));
  } catch (cause) {
    throw new StartRefused(
      `${join(folder, fileName)} cannot be read, and its peers' ledgers lie beside it; restore it from its backup, or move ${folder} away for a new network.`,
      { cause },
    );
  }
}

/** Whole or not at all: a kill in the midst of it leaves the old one. */
export async function writeNetworkFile(folder: string, network: NetworkFile): Promise<void> {
  const path = join(folder, fileName);
  await writeFile(`${path}.new`, `${JSON.stringify(network, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
}
