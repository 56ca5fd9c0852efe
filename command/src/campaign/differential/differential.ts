import { auditLedger, openFabricSource } from '@kumoh-pay/audit';
import { KumohPay } from '@kumoh-pay/chaincode';
import fc from 'fast-check';
import { bundle, startMs } from '../../../../chaincode/test/conservation/conservation.ts';
import { Scenario } from '../../../../chaincode/test/conservation/scenario.ts';
import { Tally } from '../../../../chaincode/test/conservation/tally.ts';
import { TrialContract } from '../../../../embedded-ledger/test/trial-contract.ts';
import { Chance } from '../../demo/chance.ts';
import { AnyDayNetwork } from './any-day-network.ts';
import { Counts } from './counts.ts';
import { LifeOnBoth } from './life-on-both.ts';
import { LockStep } from './lock-step.ts';
import { trialRound } from './trial-round.ts';

/** Sets of one ledger's life; then another begins, on an empty ledger. */
const setsOfALife = 150;
/** Of the sets, one in so many is the trial contract's. */
const trialEvery = 3;

/**
 * Seeded sets of transactions, each endorsed at one height on Fabric and on the embedded ledger, ordered alike, awaited and compared.
 * @throws Different, with the seed, at the first difference.
 */
export async function runDifferential(
  { cases, seed }: { cases: number; seed: number },
  print: (line: string) => void = console.log,
): Promise<Counts> {
  print(`differential: ${cases} sets, seed ${seed}`);
  const counts = new Counts();
  const chance = new Chance(seed);
  const network = await AnyDayNetwork.up(print);
  try {
    const trials = Math.floor(cases / trialEvery);
    await trial(network, { rounds: trials, chance, counts });
    print(counts.print());
    for (let life = 0, left = cases - trials; left > 0; life += 1, left -= setsOfALife) {
      const sets = Math.min(left, setsOfALife);
      await live(network, { name: `life-${life}`, sets, seed: seed + life, chance, counts });
      print(counts.print());
    }
  } finally {
    await network.down();
  }
  return counts;
}

async function trial(
  network: AnyDayNetwork,
  { rounds, chance, counts }: { rounds: number; chance: Chance; counts: Counts },
): Promise<void> {
  const both = await LockStep.open(network, 'trial', TrialContract, counts);
  try {
    for (let round = 0; round < rounds; round += 1) await trialRound(both, chance);
    await both.compare();
  } finally {
    await both.close();
  }
}

interface Life {
  name: string;
  sets: number;
  seed: number;
  chance: Chance;
  counts: Counts;
}

/** One ledger from its first order to the comparison, and to the audit by the witness's own peer. */
async function live(network: AnyDayNetwork, { name, sets, seed, chance, counts }: Life): Promise<void> {
  const both = await LockStep.open(network, name, KumohPay, counts);
  try {
    const scenario = new Scenario(new LifeOnBoth(both, chance, counts, startMs), new Tally());
    await scenario.found();
    for (const one of fc.sample(bundle, { seed, numRuns: sets })) await scenario.play(one);
    await both.compare();
    await audited(both.connectionFile);
  } finally {
    await both.close();
  }
}

async function audited(connectionFile: string): Promise<void> {
  const source = await openFabricSource(connectionFile);
  const report = await auditLedger(source, { ledger: source.ledger }).finally(() => source.close());
  if (!report.equal)
    throw new Error(`the witness’s audit differs: ${JSON.stringify(report.findings.slice(0, 5), null, 1)}`);
}
