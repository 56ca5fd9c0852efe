import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { administratorOf } from './launch.ts';
import type { NetworkFile } from './network-file.ts';
import { keyFolders, ORGANISATIONS, type Organisation } from './organisations.ts';
import { type FabricPrograms, runTool } from './programs.ts';

/** A port opens a moment before what is behind it answers. */
const PATIENCE_MS = 30_000;
const RETRY_INTERVAL_MS = 100;

/** Orderer and peers join the channel; who has joined already is left as it is. */
export async function joinAll(programs: FabricPrograms, folder: string, network: NetworkFile): Promise<void> {
  await retried(() => joinOrderer(programs, folder, network));
  await Promise.all(ORGANISATIONS.map((one) => retried(() => joinPeer(programs, folder, network, one))));
}

async function joinOrderer(programs: FabricPrograms, folder: string, network: NetworkFile): Promise<void> {
  const tls = (file: string) => join(folder, keyFolders.orderer, 'tls', file);
  const reach = [
    '-o',
    `127.0.0.1:${network.ports.orderer.admin}`,
    '--ca-file',
    tls('ca.crt'),
    '--client-cert',
    tls('server.crt'),
    '--client-key',
    tls('server.key'),
  ];
  const joined = await runTool(programs.osnadmin, ['channel', 'list', ...reach], {});
  if (joined.includes(`"${network.channel}"`)) return;
  const block = join(folder, 'genesis.block');
  const answer = await runTool(
    programs.osnadmin,
    ['channel', 'join', '--channelID', network.channel, '--config-block', block, ...reach],
    {},
  );
  // osnadmin ends with code 0 whatever the orderer answered.
  if (!/Status: 201/.test(answer)) throw new Error(`the orderer did not join the channel: ${answer.trim()}`);
}

async function joinPeer(
  programs: FabricPrograms,
  folder: string,
  network: NetworkFile,
  one: Organisation,
): Promise<void> {
  const administrator = administratorOf(folder, network, one);
  const joined = await runTool(programs.peer, ['channel', 'list'], administrator);
  if (joined.split('\n').includes(network.channel)) return;
  await runTool(programs.peer, ['channel', 'join', '-b', join(folder, 'genesis.block')], administrator);
}

/** Tries again while the other side is still coming up. @throws what the last try threw. */
export async function retried<T>(work: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() >= until) throw error;
    }
    await sleep(RETRY_INTERVAL_MS);
  }
}
