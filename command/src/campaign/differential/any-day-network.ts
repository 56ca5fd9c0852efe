import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { downNetwork, type Network, ORGANISATIONS, restart, upNetwork } from '../../fabric/index.ts';
import { administratorOf, ordererWords, peerWords } from '../../fabric/launch.ts';
import { type NetworkFile, readNetworkFile } from '../../fabric/network-file.ts';
import { runOtherContract } from '../../fabric/other-contract.ts';
import { fabricPrograms, runTool } from '../../fabric/programs.ts';

const peers = ORGANISATIONS.map(({ folder }) => `peer-${folder}` as const);
const policy = "OutOf(2, 'Coop.peer', 'University.peer', 'StudentUnion.peer')";

/**
 * A network for tests whose days are set: the peers take proposals of any time, where a real one's refuse what is two minutes off. Each name on
 * its channel is a ledger of its own, empty at first, with the contract or the trial contract behind it.
 */
export class AnyDayNetwork {
  readonly folder: string;
  readonly network: Network;

  private constructor(folder: string, network: Network) {
    this.folder = folder;
    this.network = network;
  }

  static async up(progress: (line: string) => void = () => undefined): Promise<AnyDayNetwork> {
    const folder = await mkdtemp(join(tmpdir(), 'kumoh-network-'));
    try {
      const network = await upNetwork(folder, progress);
      await takeAnyTime(folder, network.folder);
      const entry = join(import.meta.dirname, 'two-contracts.ts');
      for (const one of ORGANISATIONS) await runOtherContract(folder, one.folder, entry);
      return new AnyDayNetwork(folder, network);
    } catch (error) {
      await end(folder);
      throw error;
    }
  }

  /** A new ledger under this name. Answers its connection files, by organisation. */
  async define(name: string): Promise<{ coop: string; 'student-union': string }> {
    const { folder } = this.network;
    const file = await readNetworkFile(folder);
    if (!file?.deployed) throw new Error('the network has no contract');
    const { packages } = file.deployed;
    const definition = [
      ...['-C', file.channel, '-n', name, '-v', '1', '--sequence', '1', '--signature-policy', policy],
      ...ordererWords(folder, file),
    ];
    const peer = (one: (typeof ORGANISATIONS)[number], words: string[]) =>
      lifecycle(folder, file, one, words);
    await Promise.all(
      ORGANISATIONS.map((one) =>
        peer(one, ['approveformyorg', '--package-id', packages[one.folder], ...definition]),
      ),
    );
    await peer(ORGANISATIONS[0], ['commit', ...definition, ...peerWords(folder, file)]);
    const connection = async (organisation: 'coop' | 'student-union') => {
      const path = this.network.connectionFiles[organisation];
      const named = join(dirname(path), `${name}.json`);
      await writeFile(named, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), contract: name }));
      return named;
    };
    return { coop: await connection('coop'), 'student-union': await connection('student-union') };
  }

  async down(): Promise<void> {
    await end(this.folder);
  }
}

async function end(folder: string): Promise<void> {
  await downNetwork(folder);
  await rm(folder, { recursive: true, force: true });
}

async function lifecycle(
  folder: string,
  file: NetworkFile,
  one: (typeof ORGANISATIONS)[number],
  words: string[],
): Promise<void> {
  const { peer } = await fabricPrograms();
  await runTool(peer, ['lifecycle', 'chaincode', ...words], administratorOf(folder, file, one));
}

async function takeAnyTime(folder: string, networkFolder: string): Promise<void> {
  const path = join(networkFolder, 'config', 'core.yaml');
  const text = await readFile(path, 'utf8');
  const wide = text.replace(/timewindow: 2m/i, 'timewindow: 876000h');
  if (wide === text) throw new Error(`${path} has no time window of two minutes`);
  await downNetwork(folder, peers);
  await writeFile(path, wide);
  for (const name of peers) await restart(folder, name);
}
