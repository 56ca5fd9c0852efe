import { Carrying } from '../carrying.ts';
import { measure } from '../figures.ts';
import type { Lunch } from '../lunch.ts';
import type { FabricFigure } from './figure.ts';
import type { BenchNetwork } from './network.ts';
import { processorBetween, processorOfAll } from './processes.ts';

/** Charges from two hundred members to one vendor, with so many of them in flight. */
export async function charges(
  { dataFolder, ledger }: BenchNetwork,
  lunch: Lunch,
  { count, inFlight, name = 'charges, carriers' }: { count: number; inFlight: number; name?: string },
): Promise<FabricFigure> {
  const carrying = new Carrying(ledger);
  const before = await processorOfAll(dataFolder);
  const figure = await measure(`${name}, ${inFlight} in flight`, { count, inFlight }, () =>
    carrying.submit(lunch.charge()),
  );
  const after = await processorOfAll(dataFolder);
  return {
    ...figure,
    processorMs: processorBetween(before, after) / count,
    failed: 0,
    conflicts: carrying.conflicts,
    ordersPerCarrier: carrying.orders / Math.max(1, carrying.carriers),
  };
}
