import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { FabricConnection } from '@kumoh-pay/fabric';
import type { NetworkFile } from './network-file.ts';
import {
  CONTRACT_NAME,
  keyFolders,
  ORGANISATIONS,
  type Organisation,
  type OrganisationFolder,
  peerHost,
} from './organisations.ts';

/** Coop's is the server's; those of the other two are a witness's. */
export const connectionFile = (folder: string, organisation: OrganisationFolder): string =>
  join(folder, organisation, 'connection.json');

/** Writes for each organisation what a client of it needs to reach the network (fabric/src/connection-file.ts). */
export async function writeConnectionFiles(folder: string, network: NetworkFile): Promise<void> {
  for (const one of ORGANISATIONS) {
    const path = connectionFile(folder, one.folder);
    await mkdir(join(folder, one.folder), { recursive: true, mode: 0o700 });
    const text = JSON.stringify(await connectionOf(folder, network, one), null, 2);
    await writeFile(path, `${text}\n`, { mode: 0o600 });
  }
}

async function connectionOf(
  folder: string,
  network: NetworkFile,
  one: Organisation,
): Promise<FabricConnection> {
  const home = join(folder, one.folder);
  const msp = join(folder, keyFolders.person(one, 'User1'), 'msp');
  const fromHome = (path: string) => relative(home, path);
  const others = ORGANISATIONS.filter((other) => other !== one);
  return {
    channel: network.channel,
    contract: CONTRACT_NAME,
    organisation: one.mspId,
    certificate: fromHome(await onlyFile(join(msp, 'signcerts'))),
    privateKey: fromHome(await onlyFile(join(msp, 'keystore'))),
    peers: [one, ...others].map((peer) => ({
      name: peerHost(peer),
      organisation: peer.mspId,
      address: `127.0.0.1:${network.ports[peer.folder].listen}`,
      tlsAuthority: fromHome(join(folder, keyFolders.peer(peer), 'tls', 'ca.crt')),
    })),
  };
}

async function onlyFile(folder: string): Promise<string> {
  const [name, ...more] = await readdir(folder);
  if (name === undefined || more.length > 0) throw new Error(`${folder} must hold exactly one file`);
  return join(folder, name);
}
