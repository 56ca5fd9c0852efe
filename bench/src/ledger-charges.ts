import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SignedOrder } from '@kumoh-pay/domain';
import { openLedger } from '@kumoh-pay/server/ledger/open-ledger.ts';
import { Carrying } from './carrying.ts';
import { type Figure, measure } from './figures.ts';
import { Lunch } from './lunch.ts';

/** Charges to one vendor from 200 members, straight at the embedded ledger by way of the server's carrier queue: durable commits, two signatures each. */
export async function ledgerCharges(charges: number): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'kumoh-bench-'));
  const ledger = await openLedger({ kind: 'embedded', directory }, Date.now);
  try {
    const lunch = await Lunch.open(ledger);
    const figures: Figure[] = [];
    for (const inFlight of [1, 8, 64]) {
      const count = inFlight === 1 ? Math.ceil(charges / 8) : charges;
      const carrying = new Carrying(ledger);
      // Signed beforehand: phones and tablets do that, not this machine. Their codes live for a minute.
      const orders: (SignedOrder | undefined)[] = Array.from({ length: count }, () => lunch.charge());
      const name = `ledger: charges, ${inFlight} in flight`;
      figures.push(
        await measure(name, { count, inFlight }, async (place) => {
          const order = orders[place];
          if (order) await carrying.submit(order);
        }),
      );
    }
    return figures;
  } finally {
    await ledger.close();
    await rm(directory, { recursive: true, force: true });
  }
}
