import { Lunch } from '../lunch.ts';
import { charges } from './charges.ts';
import { type FabricFigure, printFabricTable } from './figure.ts';
import { withNetwork } from './network.ts';
import { plainCharges } from './plain-charges.ts';
import { memoryLine } from './processes.ts';
import { settlement } from './settlement.ts';

/** In flight, and how many charges make a steady rate there. */
const loads = [
  { inFlight: 1, count: 60 },
  { inFlight: 8, count: 400 },
  { inFlight: 32, count: 1_500 },
  { inFlight: 64, count: 3_000 },
  { inFlight: 256, count: 5_000 },
];
const plainLoads = [
  { inFlight: 1, count: 40 },
  { inFlight: 32, count: 200 },
  { inFlight: 256, count: 600 },
];
/** What the vendor's first day holds before it is settled, in all. */
const dayCharges = 10_000;
/** Once unmeasured, so that no first call is counted: the programs' first run is slow. */
const warmUp = { inFlight: 32, count: 400, name: 'warming up' };

/** `./kumoh bench --ledger fabric`: a network of its own, ours beside what people usually write, in one run. */
export async function fabricBench(json: boolean): Promise<number> {
  return withNetwork(async (network) => {
    const lunch = await Lunch.open(network.ledger);
    await charges(network, lunch, warmUp);
    const figures: FabricFigure[] = [];
    for (const load of plainLoads) figures.push(await plainCharges(network, load));
    let made = warmUp.count;
    for (const load of loads) {
      figures.push(await charges(network, lunch, load));
      made += load.count;
    }
    if (made < dayCharges) {
      await charges(network, lunch, { inFlight: 256, count: dayCharges - made });
      made = dayCharges;
    }
    const settled = await settlement(network, lunch, 1, made);
    const memory = await memoryLine(network.dataFolder);
    if (json) console.log(JSON.stringify({ upMs: network.upMs, figures, settled, memory }, null, 2));
    else {
      console.log(`network up from nothing: ${(network.upMs / 1_000).toFixed(1)} s`);
      printFabricTable(figures);
      console.log(
        `settlement of ${settled.charges} charges: counted in ${(settled.countMs / 1_000).toFixed(1)} s; ` +
          `charges beside it p95 ${settled.p95DuringMs.toFixed(0)} ms (${settled.chargesDuring} of them), without ${settled.p95AloneMs.toFixed(0)} ms; ` +
          `at the seal ${settled.againAtSeal} carriers were sent again of those of ${settled.inFlightAtSeal} charges`,
      );
      console.log(`memory: ${memory}`);
    }
    return 0;
  });
}
