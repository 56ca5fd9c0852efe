import { dataFolder, type Values } from '../command.ts';
import { StartRefused } from '../start-refused.ts';
import { buildContract } from './bundle.ts';
import { deployContract, downNetwork, type Network, upNetwork } from './network.ts';
import { PROCESS_NAMES } from './organisations.ts';
import { lastLines, networkStatus } from './status.ts';

const LINES_DEFAULT = 20;
const LINES_MAX = 1_000;

const VERBS: Record<string, (values: Values) => Promise<number>> = { up, down, status, logs, deploy };

/** `./kumoh fabric VERB`. Resolves to the exit code. */
export async function fabricCommand(values: Values, [verb, ...more]: string[]): Promise<number> {
  const run = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (run === undefined || more.length > 0) {
    throw new StartRefused(`fabric takes one of ${Object.keys(VERBS).join(', ')}.`);
  }
  return run(values);
}

function stopwatch(): (line: string) => void {
  const startedAt = performance.now();
  return (line) =>
    console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

async function up(values: Values): Promise<number> {
  const say = stopwatch();
  const network = await upNetwork(dataFolder(values), say);
  say(
    network.started.length === 0
      ? 'everything ran already'
      : `ready: ${network.started.length} processes started`,
  );
  tell(network);
  return 0;
}

function tell({ channel, digest, connectionFiles }: Network): void {
  console.log(`\nchannel   ${channel}\ncontract  ${digest}`);
  for (const [organisation, path] of Object.entries(connectionFiles)) {
    console.log(`${organisation.padEnd(14)} ${path}`);
  }
}

async function down(values: Values): Promise<number> {
  const stopped = await downNetwork(dataFolder(values));
  console.log(stopped.length === 0 ? 'nothing ran' : `stopped ${stopped.join(', ')}; the ledgers stay`);
  return 0;
}

/** Exit code 1 when a process is missing, so that a watchdog can ask. */
async function status(values: Values): Promise<number> {
  const found = await networkStatus(dataFolder(values));
  if (found === null) {
    console.log('there is no network in this data folder; ./kumoh fabric up makes one');
    return 1;
  }
  console.log(
    `channel   ${found.channel}\ncontract  ${found.digest ?? 'none yet'} (definition ${found.sequence})\n`,
  );
  for (const { name, pid, memoryMb } of found.processes) {
    const state =
      pid === null ? 'stopped' : `runs   process ${String(pid).padStart(7)}   ${memoryMb ?? '?'} MB`;
    console.log(`${name.padEnd(24)} ${state}`);
  }
  const here = (await buildContract()).digest;
  if (found.digest !== null && here !== found.digest) {
    console.log(`\nthis checkout's contract is another one, ${here}: ./kumoh fabric deploy puts it in place`);
  }
  return found.processes.every(({ pid }) => pid !== null) ? 0 : 1;
}

async function logs(values: Values): Promise<number> {
  const lines = readLines(values['lines']);
  const names = typeof values['process'] === 'string' ? [values['process']] : PROCESS_NAMES;
  for (const name of names) {
    const last = await lastLines(dataFolder(values), name, lines);
    for (const line of last) console.log(names.length > 1 ? `${name}: ${line}` : line);
  }
  return 0;
}

function readLines(text: string | boolean | undefined): number {
  if (text === undefined) return LINES_DEFAULT;
  const lines = Number(text);
  if (!Number.isInteger(lines) || lines < 1 || lines > LINES_MAX) {
    throw new StartRefused(`--lines takes a number from 1 to ${LINES_MAX}, not "${text}".`);
  }
  return lines;
}

async function deploy(values: Values): Promise<number> {
  const say = stopwatch();
  const network = await deployContract(dataFolder(values), say);
  say(
    network.started.length === 0 ? 'this contract runs already' : 'the contract runs at every organisation',
  );
  tell(network);
  return 0;
}
