import { randomInt } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { type NetworkFile, type Ports, writeNetworkFile } from './network-file.ts';
import { choosePorts } from './ports.ts';
import { type FabricPrograms, runTool } from './programs.ts';

const DEFINITIONS = join(ROOT, 'fabric', 'network');
const BUILDER = join(ROOT, 'fabric', 'builder');
const NAME_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Makes what a network is before it runs: its name, its ports, everybody's keys, the channel's first block. It is made
 * beside `folder` and moved there as the last step, so that a half-made one is never taken for a network.
 */
export async function makeMaterial(programs: FabricPrograms, folder: string): Promise<NetworkFile> {
  const making = `${folder}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(join(making, 'config'), { recursive: true, mode: 0o700 });
  const ports = await choosePorts();
  const letters = Array.from({ length: 8 }, () => NAME_LETTERS[randomInt(NAME_LETTERS.length)]);
  const network: NetworkFile = { channel: `vouchers-${letters.join('')}`, ports, deployed: null };
  await runTool(
    programs.cryptogen,
    ['generate', `--config=${join(DEFINITIONS, 'crypto-config.yaml')}`, `--output=${join(making, 'crypto')}`],
    {},
  );
  await writeConfig(making, ports);
  const genesis = join(making, 'genesis.block');
  const profile = ['-profile', 'KumohPay', '-channelID', network.channel, '-outputBlock', genesis];
  await runTool(programs.configtxgen, [...profile, '-configPath', join(making, 'config')], {});
  await writeNetworkFile(making, network);
  await rename(making, folder);
  return network;
}

/** The settings that the programs read, from the repository's definitions: written at each start, so that a newer version takes effect. */
export async function writeConfig(folder: string, ports: Ports): Promise<void> {
  const config = join(folder, 'config');
  const values: Record<string, number> = {
    ORDERER_PORT: ports.orderer.listen,
    COOP_PORT: ports.coop.listen,
    UNIVERSITY_PORT: ports.university.listen,
    STUDENT_UNION_PORT: ports['student-union'].listen,
  };
  const fill = (text: string) =>
    text.replace(/\$\{([A-Z_]+)\}/g, (whole, name) => String(values[name] ?? whole));
  for (const name of ['configtx.yaml', 'core.yaml', 'orderer.yaml']) {
    await writeFile(join(config, name), fill(await readFile(join(DEFINITIONS, name), 'utf8')));
  }
  await copyBuilder(folder);
}

/** A copy, since the peer takes an absolute path and the repository may be moved while peers run. */
async function copyBuilder(folder: string): Promise<void> {
  const builder = join(folder, 'builder');
  await cp(BUILDER, builder, { recursive: true });
  for (const name of ['detect', 'build', 'release']) await chmod(join(builder, 'bin', name), 0o700);
}
