import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KumohPay } from '@kumoh-pay/chaincode';
import { carrierResultSchema, type SignedOrder } from '@kumoh-pay/domain';
import { type EmbeddedLedger, openEmbeddedLedger } from '@kumoh-pay/embedded-ledger';
import { CarrierQueue } from '@kumoh-pay/server/order/carrier-queue.ts';
import { footprintOf } from '@kumoh-pay/server/order/footprint.ts';
import { Campus, type PairedTerminal, type Person } from '../../chaincode/test/campus.ts';
import { type Figure, measure } from './figures.ts';

export const membersAtLunch = 200;

type Riding = {
  signed: SignedOrder;
  footprint: ReturnType<typeof footprintOf>;
  characters: number;
  done(code: string): void;
};

/** Charges to one vendor from 200 members, straight at the embedded ledger by way of the server's carrier queue: durable commits, two signatures each. */
export async function ledgerCharges(charges: number): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'kumoh-bench-'));
  let clock = Date.now();
  const campus = await Campus.open({}, clock);
  const ledger = await openEmbeddedLedger({
    directory,
    contract: KumohPay,
    channel: campus.ledger.name,
    now: () => clock,
  });
  try {
    await copyState(campus, ledger);
    const { terminal, members } = await lunch(campus, ledger);
    const queue = new CarrierQueue<Riding>((orders) => carry(ledger, orders));
    const figures: Figure[] = [];
    for (const inFlight of [1, 8, 64]) {
      const count = inFlight === 1 ? Math.ceil(charges / 8) : charges;
      clock += 120_000;
      campus.ledger.now = clock;
      const orders = Array.from({ length: count }, (_, i) => charge(campus, terminal, members, i));
      figures.push(
        await measure(`ledger: charges, ${inFlight} in flight`, { count, inFlight }, (i) =>
          submit(queue, orders[i]),
        ),
      );
    }
    return figures;
  } finally {
    await ledger.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** The campus signs as if on a ledger in memory; from here on its orders go to the real one. */
async function copyState(campus: Campus, ledger: EmbeddedLedger): Promise<void> {
  campus.ledger.execute = (text) => commit(ledger, text);
  campus.pass(1);
  await campus.found();
}

async function lunch(
  campus: Campus,
  _: EmbeddedLedger,
): Promise<{ terminal: PairedTerminal; members: Person[] }> {
  const terminal = await campus.terminal(await campus.vendor());
  const members: Person[] = [];
  for (let i = 0; i < membersAtLunch; i++) members.push(await campus.member());
  members.sort((a, b) => (a.id < b.id ? -1 : 1));
  const { order } = await campus.issue(
    await campus.programme({ budget: 900_000_000 as never }),
    1_000_000,
    ...members,
  );
  // Folded beforehand, as the server gathers: what is measured is a charge, not an issue.
  const hints = members.map(({ id }, place) => ({ id, hint: `a.${id}/i.${order.id}.${place}` }));
  for (const { id, hint } of hints)
    await campus.done('gather', { account: id }, campus.both.slice(0, 1), { hints: [hint] });
  return { terminal, members };
}

function charge(
  campus: Campus,
  terminal: PairedTerminal,
  members: readonly Person[],
  place: number,
): SignedOrder {
  const payer = members[place % members.length];
  if (!payer) throw new Error('nobody pays');
  return campus.charge(terminal, payer, 10, {
    counter: campus.now - 30_000 + Math.floor(place / members.length),
    hints: [],
  });
}

function submit(queue: CarrierQueue<Riding>, signed: SignedOrder | undefined): Promise<void> {
  if (!signed) throw new Error('no order');
  return new Promise((resolve, reject) => {
    const done = (code: string): void =>
      code === 'done' ? resolve() : reject(new Error(`a charge was refused: ${code}`));
    queue.add({ signed, footprint: footprintOf(signed), characters: JSON.stringify(signed).length, done });
  });
}

async function carry(ledger: EmbeddedLedger, orders: readonly Riding[]): Promise<void> {
  const text = await commit(ledger, JSON.stringify({ orders: orders.map(({ signed }) => signed) }));
  const { results } = carrierResultSchema.parse(JSON.parse(text));
  for (const [i, { done }] of orders.entries()) done(results[i]?.ok ? 'done' : (results[i]?.code ?? 'none'));
}

async function commit(ledger: EmbeddedLedger, text: string): Promise<string> {
  const { transactionId, bytes, result } = await ledger.endorse({ function: 'execute', args: [text] });
  await ledger.submit(bytes);
  const status = await ledger.commitStatus(transactionId);
  if (status === 'unknown' || !status.valid)
    throw new Error(`a carrier did not commit: ${JSON.stringify(status)}`);
  return result;
}
