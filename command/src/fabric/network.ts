import { mkdir, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { withFileLock } from '../file-lock.ts';
import { isThere } from '../root.ts';
import { StartRefused } from '../start-refused.ts';
import { buildContract, bundlePath, keepBundle } from './bundle.ts';
import { joinAll } from './channel.ts';
import { connectionFile, writeConnectionFiles } from './connection.ts';
import { contractLaunch, type Launch, ordererLaunch, peerLaunch } from './launch.ts';
import { Lifecycle, type Packages } from './lifecycle.ts';
import { makeMaterial, writeConfig } from './material.ts';
import {
  type Deployed,
  type NetworkFile,
  networkFolder,
  readNetworkFile,
  writeNetworkFile,
} from './network-file.ts';
import { ORGANISATIONS, type OrganisationFolder, PROCESS_NAMES, type ProcessName } from './organisations.ts';
import { packContract } from './package.ts';
import { waitUntilEndorsed, waitUntilOrdering } from './probe.ts';
import { killProcess, startProcess, stopProcess } from './process.ts';
import { type FabricPrograms, fabricPrograms } from './programs.ts';
import { runningPid } from './running.ts';

export interface Network {
  /** The network's own folder, in the data folder. */
  folder: string;
  channel: string;
  /** SHA-256 of the contract's bundle, hex. */
  digest: string;
  connectionFiles: Record<OrganisationFolder, string>;
  /** The processes that this call had to start. */
  started: ProcessName[];
}

type Progress = (line: string) => void;
const silent: Progress = () => undefined;

/** One command at a time changes a data folder's network. */
function alone<T>(dataFolder: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = resolve(networkFolder(dataFolder));
  const locked = async () => {
    await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
    return withFileLock(`${folder}.lock`, () => work(folder));
  };
  return locked();
}

/**
 * Brings the data folder's network up, made first where there is none, and waits until an order would be endorsed and
 * ordered. What runs already is left running; a bring-up that was broken off is taken up where it stood, and one that
 * fails takes down what it started.
 * @throws StartRefused, in one line, for what a person can mend.
 */
export async function upNetwork(dataFolder: string, progress: Progress = silent): Promise<Network> {
  const programs = await fabricPrograms();
  return alone(dataFolder, async (folder) => {
    const started: ProcessName[] = [];
    try {
      return await bringUp(programs, folder, started, progress);
    } catch (error) {
      for (const name of started.reverse()) await stopProcess(folder, name);
      throw error;
    }
  });
}

async function bringUp(
  programs: FabricPrograms,
  folder: string,
  started: ProcessName[],
  progress: Progress,
): Promise<Network> {
  const found = await readNetworkFile(folder);
  if (found === null) progress('making keys and the channel’s first block');
  const network = found ?? (await makeMaterial(programs, folder));
  await writeConfig(folder, network.ports);
  await writeConnectionFiles(folder, network);
  progress('starting orderer and peers');
  const nodes = [
    ordererLaunch(programs, folder, network),
    ...ORGANISATIONS.map((one) => peerLaunch(programs, folder, network, one)),
  ];
  await startAll(folder, nodes, started);
  const deployed = network.deployed ?? (await deployFirst(programs, folder, network, progress));
  progress('starting the contract’s processes');
  await startAll(folder, contractLaunches(folder, { ...network, deployed }), started);
  progress('waiting for the first endorsement by two organisations');
  await Promise.all([waitUntilEndorsed(connectionFile(folder, 'coop')), waitUntilOrdering(network)]);
  return describe(folder, network, deployed, started);
}

function describe(
  folder: string,
  { channel }: NetworkFile,
  { digest }: Deployed,
  started: ProcessName[],
): Network {
  const files = (organisation: OrganisationFolder) => connectionFile(folder, organisation);
  const connectionFiles = {
    coop: files('coop'),
    university: files('university'),
    'student-union': files('student-union'),
  };
  return { folder, channel, digest, connectionFiles, started };
}

/** All at once; waits for every one, so that nothing is left half started. Adds who was started to `started`. */
async function startAll(folder: string, launches: Launch[], started: ProcessName[]): Promise<void> {
  const outcomes = await Promise.allSettled(
    launches.map(async (launch) => {
      if (await startProcess(folder, launch)) started.push(launch.name);
    }),
  );
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

function contractLaunches(folder: string, network: NetworkFile): Launch[] {
  const { deployed } = network;
  if (deployed === null) throw new Error('no contract is deployed');
  return ORGANISATIONS.map((one) =>
    contractLaunch(network, one, {
      bundlePath: bundlePath(folder, deployed.digest),
      packageId: deployed.packages[one.folder],
    }),
  );
}

async function deployFirst(
  programs: FabricPrograms,
  folder: string,
  network: NetworkFile,
  progress: Progress,
): Promise<Deployed> {
  progress('joining the channel');
  await joinAll(programs, folder, network);
  return deploy(programs, folder, network, progress);
}

async function deploy(
  programs: FabricPrograms,
  folder: string,
  network: NetworkFile,
  progress: Progress,
  entry?: string,
): Promise<Deployed> {
  const bundle = await buildContract(entry);
  await keepBundle(folder, bundle);
  const pack = (place: 0 | 1 | 2) => packContract(folder, network, ORGANISATIONS[place], bundle.digest);
  const packages: Packages = {
    coop: await pack(0),
    university: await pack(1),
    'student-union': await pack(2),
  };
  progress(`installing and approving the contract ${bundle.digest}`);
  const deployed = await new Lifecycle(programs, folder, network).define(packages, bundle.digest);
  await writeNetworkFile(folder, { ...network, deployed });
  return deployed;
}

/**
 * The contract of this checkout, or another `entry`, takes the place of the one that runs: a new definition of the
 * channel, approved by all. Answers the network, `started` the new processes.
 */
export async function deployContract(
  dataFolder: string,
  progress: Progress = silent,
  entry?: string,
): Promise<Network> {
  const programs = await fabricPrograms();
  return alone(dataFolder, async (folder) => {
    const network = await networkThere(folder);
    for (const name of PROCESS_NAMES) {
      if (!name.startsWith('contract-') && (await runningPid(folder, name)) === null)
        throw new StartRefused(`${name} does not run; bring the network up first: ./kumoh fabric up.`);
    }
    const deployed = await deploy(programs, folder, network, progress, entry);
    if (deployed.digest !== network.deployed?.digest) {
      for (const { folder: one } of ORGANISATIONS) await stopProcess(folder, `contract-${one}`);
    }
    const started: ProcessName[] = [];
    await startAll(folder, contractLaunches(folder, { ...network, deployed }), started);
    await waitUntilEndorsed(connectionFile(folder, 'coop'));
    return describe(folder, network, deployed, started);
  });
}

async function networkThere(folder: string): Promise<NetworkFile> {
  const network = await readNetworkFile(folder);
  if (network === null)
    throw new StartRefused(`there is no network in ${folder}; ./kumoh fabric up makes one.`);
  return network;
}

/** Stops the network's processes, or those named; what they wrote stays. Answers who had to be stopped. */
export async function downNetwork(
  dataFolder: string,
  names: readonly ProcessName[] = PROCESS_NAMES,
): Promise<ProcessName[]> {
  if (!(await isThere(networkFolder(dataFolder)))) return [];
  return alone(dataFolder, async (folder) => {
    const stopped: ProcessName[] = [];
    const wanted = PROCESS_NAMES.filter((name) => names.includes(name));
    for (const name of wanted.reverse()) if (await stopProcess(folder, name)) stopped.push(name);
    return stopped;
  });
}

/** Takes the network down and forgets all of it, ledgers and keys. For one that was never finished, or made for a test. */
export async function removeNetwork(dataFolder: string): Promise<void> {
  await downNetwork(dataFolder);
  await alone(dataFolder, (folder) => rm(folder, { recursive: true, force: true }));
}

/** As a power cut would end it; `restart` brings it back. False if it did not run. */
export const kill = (dataFolder: string, name: ProcessName): Promise<boolean> =>
  killProcess(resolve(networkFolder(dataFolder)), name);

/** Starts one process of a network that is there, and waits until it takes connections. False if it ran already. */
export async function restart(dataFolder: string, name: ProcessName): Promise<boolean> {
  const programs = await fabricPrograms();
  const folder = resolve(networkFolder(dataFolder));
  const network = await networkThere(folder);
  const launches = [
    ordererLaunch(programs, folder, network),
    ...ORGANISATIONS.map((one) => peerLaunch(programs, folder, network, one)),
    ...contractLaunches(folder, network),
  ];
  const launch = launches.find((one) => one.name === name);
  if (launch === undefined) throw new Error(`there is no process ${name}`);
  return startProcess(folder, launch);
}
