import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { isAlive } from '../process-end.ts';
import { downNetwork, type Network, removeNetwork, upNetwork } from './network.ts';
import { whyNoFabric } from './programs.ts';

/** `test`, where Fabric's programs are; elsewhere it is counted as skipped, and `./kumoh test` says why. */
export const fabricTest = test.skipIf((await whyNoFabric()) !== null);

const FOLDER_PREFIX = 'kumoh-test-fabric-';
const runnerFile = 'runner.pid';

export interface TestNetwork {
  dataFolder: string;
  network: Network;
  /** Takes it down and away. */
  end(): Promise<void>;
}

/** A network of its own in a new data folder, for one test file: a channel is begun only once. */
export async function createTestNetwork(): Promise<TestNetwork> {
  await sweepAfterCrashedRuns();
  const dataFolder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  await writeFile(join(dataFolder, runnerFile), String(process.pid));
  const end = async () => {
    await removeNetwork(dataFolder);
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    return { dataFolder, network: await upNetwork(dataFolder), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** A run that was killed had no chance to take its networks down; the next one does it. Runs that still live are left alone. */
async function sweepAfterCrashedRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(FOLDER_PREFIX)) continue;
    const dataFolder = join(tmpdir(), name);
    const pid = Number.parseInt(await readFile(join(dataFolder, runnerFile), 'utf8').catch(() => ''), 10);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    await downNetwork(dataFolder);
    await rm(dataFolder, { recursive: true, force: true });
  }
}
