import { resolve } from 'node:path';
import { buildContract, keepBundle } from './bundle.ts';
import { connectionFile } from './connection.ts';
import { contractLaunch } from './launch.ts';
import { networkFolder, readNetworkFile } from './network-file.ts';
import { ORGANISATIONS, type OrganisationFolder } from './organisations.ts';
import { waitUntilEndorsed } from './probe.ts';
import { startProcess, stopProcess } from './process.ts';

/**
 * Puts another program behind one organisation's peer, as whoever runs that organisation's machine could: a peer knows
 * its contract by an address only. For the bench's comparison and for what a dishonest organisation may try; ends with
 * the next restart of that process.
 */
export async function runOtherContract(
  dataFolder: string,
  organisation: OrganisationFolder,
  entry: string,
): Promise<void> {
  const folder = resolve(networkFolder(dataFolder));
  const network = await readNetworkFile(folder);
  const one = ORGANISATIONS.find((each) => each.folder === organisation);
  if (!network?.deployed || !one) throw new Error(`no contract of ${organisation} is deployed in ${folder}`);
  const bundlePath = await keepBundle(folder, await buildContract(entry));
  const launch = contractLaunch(network, one, {
    bundlePath,
    packageId: network.deployed.packages[organisation],
  });
  await stopProcess(folder, launch.name);
  await startProcess(folder, launch);
  await waitUntilEndorsed(connectionFile(folder, organisation));
}
