import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { downNetwork, upNetwork } from '@kumoh-pay/command/fabric/index.ts';
import { startMariadb } from '@kumoh-pay/command/mariadb.ts';
import { Chance } from '../../../command/src/demo/chance.ts';
import { type CounterAtNoon, openCounter } from '../exactly-once/counter-at-noon.ts';
import { judge } from './judge.ts';
import { Payer } from './payer.ts';
import { Machine, type Victim, victims } from './victims.ts';

/** Pay at once, each one charge after the other. */
const payersAtOnce = 32;
const holding = 1_000_000;
/** Every charge that was under way has an outcome so soon after everything is back. */
const toldWithinMs = 60_000;
/** Before a kill, between the two of a pair, and until they are brought back. */
const leadMs = { least: 300, most: 1_500 };
const apartMs = { least: 0, most: 300 };
const awayMs = { least: 200, most: 2_000 };
const lookMs = 50;

export interface KillFigures {
  kills: number;
  paid: number;
  refused: Record<string, number>;
  unheard: number;
  /** The longest that a charge had no outcome after everything was back, in milliseconds. */
  longestMs: number;
}

/**
 * Kills parts of a running system on Fabric in turn and in pairs while 32 members pay, and brings each back by its own
 * start. @throws when an outcome is not told in time, or what was told is not what the ledger has
 */
export async function runFabricKills(
  { cases, seed }: { cases: number; seed: number },
  print: (line: string) => void = console.log,
): Promise<KillFigures> {
  print(`kills on Fabric: ${cases}, seed ${seed}`);
  const dataFolder = await mkdtemp(join(tmpdir(), 'kumoh-kills-'));
  const first = await startMariadb({ directory: dataFolder, durability: 'durable' });
  let stopNoon = async () => undefined as undefined;
  try {
    const { connectionFiles } = await upNetwork(dataFolder);
    const { databaseUrl, databaseOwnerUrl } = first;
    const noon = await openCounter({
      members: payersAtOnce / 2,
      holdings: { enough: holding, tooLittle: holding },
      ledger: { kind: 'fabric', connectionFile: connectionFiles.coop },
      database: { databaseUrl, databaseOwnerUrl, drop: async () => undefined },
    });
    stopNoon = async () => void (await noon.stop());
    const machine = new Machine(dataFolder, noon.server, databaseUrl);
    const payers = [...noon.rich, ...noon.poor].map(
      (member, place) => new Payer(noon, member, noon.cookies.counter[place % 2 === 0 ? 0 : 1]),
    );
    const { kills, longestMs } = await underLoad(noon, payers, (load) =>
      killInTurn({ machine, payers, chance: new Chance(seed), cases, print, load }),
    );
    const judged = await judge(noon, payers, { witness: connectionFiles['student-union'], holding });
    const unheard = payers.reduce((sum, payer) => sum + payer.unheard, 0);
    const figures = { kills, ...judged, unheard, longestMs };
    print(JSON.stringify(figures));
    return figures;
  } finally {
    await stopNoon();
    await downNetwork(dataFolder);
    // Whoever brought it back last started it as a leftover of the one before.
    const last = await startMariadb({ directory: dataFolder, durability: 'durable' });
    await last.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** Lets the payers pay while the work goes on, and waits until each has been told of its last charge. */
async function underLoad<T>(
  noon: CounterAtNoon,
  payers: readonly Payer[],
  work: (load: Promise<unknown>) => Promise<T>,
): Promise<T> {
  let over = false;
  const load = Promise.all(payers.map((payer) => payer.run(() => !over)));
  try {
    return await work(load);
  } finally {
    over = true;
    await Promise.race([load, pause(toldWithinMs)]);
    await indexed(noon, payers);
  }
}

/** The index follows within milliseconds, after a kill within moments. */
async function indexed({ db }: CounterAtNoon, payers: readonly Payer[]): Promise<void> {
  const paid = payers.reduce((sum, { told }) => sum + told.filter((one) => one.paid).length, 0);
  for (const end = Date.now() + toldWithinMs; Date.now() < end; await pause(lookMs)) {
    const rows = await db.selectFrom('sale').select('charge').execute();
    if (rows.length >= paid) return;
  }
}

interface Killing {
  machine: Machine;
  payers: readonly Payer[];
  chance: Chance;
  cases: number;
  print(line: string): void;
  /** Rejects when a payer met something that is no answer. */
  load: Promise<unknown>;
}

async function killInTurn({ machine, payers, chance, cases, print, load }: Killing) {
  let kills = 0;
  let longestMs = 0;
  for (let round = 0; kills < cases; round++) {
    await pause(chance.between(leadMs.least, leadMs.most));
    const chosen = choose(round, chance);
    for (const [place, victim] of chosen.entries()) {
      if (place > 0) await pause(chance.between(apartMs.least, apartMs.most));
      await machine.kill(victim);
    }
    kills += chosen.length;
    await pause(chance.between(awayMs.least, awayMs.most));
    await machine.bringBack(chosen);
    const tookMs = await Promise.race([allTold(payers, Date.now()), load.then(() => 0)]);
    longestMs = Math.max(longestMs, tookMs);
    print(`${String(kills).padStart(4)}  ${chosen.join(' and ')}: all told ${tookMs} ms after`);
  }
  return { kills, longestMs };
}

/** Every part alone in turn, and after each turn of all, as many pairs by chance. */
function choose(round: number, chance: Chance): Victim[] {
  const alone = victims[round % (2 * victims.length)];
  if (alone) return [alone];
  const one = chance.of(victims);
  return [one, chance.of(victims.filter((other) => other !== one))];
}

/** How long it took until no charge waits that was under way when everything was back. */
async function allTold(payers: readonly Payer[], backAt: number): Promise<number> {
  const waits = ({ waitingSince }: Payer) => waitingSince !== null && waitingSince <= backAt;
  while (payers.some(waits)) {
    const tookMs = Date.now() - backAt;
    if (tookMs > toldWithinMs)
      throw new Error(`${payers.filter(waits).length} charges have no outcome ${tookMs} ms after recovery`);
    await pause(lookMs);
  }
  return Date.now() - backAt;
}
