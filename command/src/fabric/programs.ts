import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../mariadb-program.ts';
import { StartRefused } from '../start-refused.ts';

const run = promisify(execFile);

/** Names the folder of Fabric's programs where PATH does not. */
const FABRIC_BIN = 'FABRIC_BIN';
const PROGRAM_NAMES = ['peer', 'orderer', 'configtxgen', 'cryptogen', 'osnadmin'] as const;
type ProgramName = (typeof PROGRAM_NAMES)[number];
export type FabricPrograms = Record<ProgramName, string>;

/** V3_0 channels and the time-window filter came with 3.0; 3.1 is what the network was tried on. */
const OLDEST = [3, 1] as const;
/** The version that the tests ran with; what the sentence below asks for. */
const TRIED_VERSION = '3.1.5';

const HOW_TO_GET = `Fabric's own installer gets them: curl -sSLO https://raw.githubusercontent.com/hyperledger/fabric/main/scripts/install-fabric.sh && bash install-fabric.sh --fabric-version ${TRIED_VERSION} binary; then set ${FABRIC_BIN} to the bin folder that it made.`;

/** The paths of Fabric's programs, from FABRIC_BIN or PATH. @throws StartRefused, in one line, where any is missing or too old. */
export async function fabricPrograms(): Promise<FabricPrograms> {
  const found = await findFabricPrograms();
  if ('missing' in found) {
    throw new StartRefused(`Fabric's ${found.missing.join(', ')} ${found.where}. ${HOW_TO_GET}`);
  }
  await refuseOldVersion(found.peer);
  return found;
}

/** Why the tests against a Fabric network cannot run here; null if they can. */
export async function whyNoFabric(): Promise<string | null> {
  const found = await findFabricPrograms();
  return 'missing' in found ? `Fabric's ${found.missing.join(', ')} ${found.where}` : null;
}

async function findFabricPrograms(): Promise<FabricPrograms | { missing: string[]; where: string }> {
  const folder = process.env[FABRIC_BIN];
  const given = folder !== undefined && folder !== '';
  const find = async (name: string) => {
    if (!given) return findProgram(name);
    const path = join(folder, name);
    return access(path, constants.X_OK).then(
      () => path,
      () => null,
    );
  };
  const [peer, orderer, configtxgen, cryptogen, osnadmin] = await Promise.all(PROGRAM_NAMES.map(find));
  if (peer && orderer && configtxgen && cryptogen && osnadmin)
    return { peer, orderer, configtxgen, cryptogen, osnadmin };
  const paths = [peer, orderer, configtxgen, cryptogen, osnadmin];
  return {
    missing: PROGRAM_NAMES.filter((_, place) => !paths[place]),
    where: given ? `cannot be run from ${FABRIC_BIN}=${folder}` : `cannot be found on PATH`,
  };
}

async function refuseOldVersion(peer: string): Promise<void> {
  const { stdout } = await run(peer, ['version']);
  const version = /Version:\s*v?(\d+)\.(\d+)\S*/.exec(stdout);
  const [major, minor] = [Number(version?.[1]), Number(version?.[2])];
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new StartRefused(
    `${peer} is of version ${version?.[0] ?? 'unknown'}; ${OLDEST.join('.')} or newer is needed. ${HOW_TO_GET}`,
  );
}

/** Runs one of Fabric's tools to its end and answers what it printed. @throws with its last line of complaint. */
export async function runTool(
  program: string,
  words: string[],
  environment: Record<string, string>,
): Promise<string> {
  try {
    const { stdout } = await run(program, words, {
      env: { ...process.env, ...environment },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
    const complaint = said.split('\n').findLast((line) => /error|fail|panic/i.test(line)) ?? said;
    throw new Error(`${words.slice(0, 4).join(' ')}: ${complaint}`, { cause });
  }
}
