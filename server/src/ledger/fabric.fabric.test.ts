import { kill, restart } from '@kumoh-pay/command/fabric/index.ts';
import { whyNoFabric } from '@kumoh-pay/command/fabric/programs.ts';
import { createTestNetwork, fabricTest, type TestNetwork } from '@kumoh-pay/command/fabric/test-network.ts';
import { firstLimits, newId, type OrderOf, type SignedOrder } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { Hand, type Signing, signedOrder } from '../../../chaincode/test/hand.ts';
import { openFabric } from './fabric.ts';
import type { EndorseFailed, Ledger, LedgerBlock } from './ledger.ts';

let held: TestNetwork;
let ledger: Ledger;
const open = () => openFabric({ connectionFile: held.network.connectionFiles.coop });

beforeAll(async () => {
  if ((await whyNoFabric()) !== null) return;
  held = await createTestNetwork();
  ledger = await open();
});
afterAll(async () => {
  await ledger?.close();
  await held?.end();
});

const verdictMs = 20_000;
const patience = { timeout: 60_000, interval: 200 };
const officer = () => ({ id: newId(), hand: new Hand() });
const [kim, lee, enroller] = [officer(), officer(), officer()];
const signs = ({ id, hand }: typeof kim): Signing => ({ hand, role: 'officer', id });

/** The one order that an empty ledger takes. */
function bootstrap(): SignedOrder {
  const officers = [kim, lee]
    .map(({ id, hand }) => ({
      id,
      key: hand.publicKey,
      recoveryKey: new Hand().publicKey,
      roles: ['approver', 'issuer'] as ('approver' | 'issuer')[],
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const body: OrderOf<'bootstrap'>['body'] = {
    until: Date.now() + 3_600_000,
    mark: 'test',
    limits: firstLimits,
    enroller: { id: enroller.id, key: enroller.hand.publicKey },
    officers,
  };
  return signedOrder(ledger.name, 'bootstrap', body, Date.now(), [signs(kim), signs(lee)]);
}

/** An order that two officers may sign as often as they like: each makes a new programme. */
function programme(): SignedOrder {
  const body: OrderOf<'createProgramme'>['body'] = {
    until: Date.now() + 3_600_000,
    programme: newId(),
    funder: 'coop',
    firstDay: '2020-01-01',
    lastDay: '2099-12-31',
    budget: 1_000_000 as OrderOf<'createProgramme'>['body']['budget'],
    vendors: null,
    transferable: true,
  };
  return signedOrder(ledger.name, 'createProgramme', body, Date.now(), [signs(kim), signs(lee)]);
}
const carrier = (...orders: unknown[]) => JSON.stringify({ orders });
const failureOf = (failed: unknown) => (failed as EndorseFailed).failure;

async function committed(order: SignedOrder, on = ledger) {
  const endorsed = await on.endorse(carrier(order));
  await on.submit(endorsed.bytes);
  return { ...endorsed, status: await on.commitStatus(endorsed.transactionId, verdictMs) };
}

async function blocksFrom(from: number, until: number, on = ledger): Promise<LedgerBlock[]> {
  const stop = new AbortController();
  const blocks: LedgerBlock[] = [];
  for await (const block of on.events(from, stop.signal)) {
    blocks.push(block);
    if (block.block >= until) break;
  }
  stop.abort();
  return blocks;
}

fabricTest('what was committed is read back at once, and the journal tells it', async () => {
  const { transactionId, status, bytes } = await committed(bootstrap());
  expect(status).toMatchObject({ code: 'VALID', valid: true });
  const [policy] = await ledger.read({ records: [['policy']] });
  expect(policy).toContain('"mark":"test"');
  const height = await ledger.height();
  const blocks = await blocksFrom(0, height - 1);
  expect(blocks.map(({ block }) => block)).toEqual(Array.from({ length: height }, (_, n) => n));
  const own = blocks
    .flatMap(({ transactions }) => transactions)
    .find((one) => one.transactionId === transactionId);
  expect(own?.event).toContain('"type":"bootstrap"');
  // The channel's first block and the contract's definition are there too, and have no journal.
  expect(blocks[0]?.transactions).toMatchObject([{ index: 0, valid: true, event: null }]);
  await ledger.submit(bytes);
  await vi.waitFor(async () => expect(await ledger.height()).toBe(height + 1), patience);
  const [copy] = await blocksFrom(height, height);
  expect(copy?.transactions).toMatchObject([{ transactionId, valid: false, event: null }]);
  expect(await ledger.commitStatus(transactionId, verdictMs), 'the first copy’s verdict').toEqual(status);
});

fabricTest('a transaction is asked for by its id alone, by a server that has just started', async () => {
  const { transactionId, status } = await committed(programme());
  const other = await open();
  try {
    expect(await other.commitStatus(transactionId, verdictMs)).toEqual(status);
    expect(await other.commitStatus('ab'.repeat(32), 200)).toBe('unknown');
  } finally {
    await other.close();
  }
});

fabricTest(
  'bytes of another server are sent on unchanged, and of two rivals one is in conflict',
  async () => {
    const order = programme();
    const [first, rival] = [await ledger.endorse(carrier(order)), await ledger.endorse(carrier(order))];
    const other = await open();
    try {
      await other.submit(first.bytes);
      await other.submit(rival.bytes);
      expect(await ledger.commitStatus(first.transactionId, verdictMs)).toMatchObject({ code: 'VALID' });
      expect(await ledger.commitStatus(rival.transactionId, verdictMs)).toMatchObject({
        code: 'MVCC_READ_CONFLICT',
        valid: false,
      });
    } finally {
      await other.close();
    }
  },
);

fabricTest('what the contract throws at is a carrier’s failure, with the contract’s own words', async () => {
  const failed = await ledger.endorse('no carrier').catch((error: unknown) => error);
  expect(failureOf(failed)).toBe('carrier');
  expect(String(failed)).toContain('is not valid JSON');
});

fabricTest('without its own contract process another organisation’s gateway endorses', async () => {
  await kill(held.dataFolder, 'contract-coop');
  try {
    expect((await committed(programme())).status).toMatchObject({ code: 'VALID' });
  } finally {
    await restart(held.dataFolder, 'contract-coop');
  }
});

fabricTest(
  'without its own peer charges go on, by the word of two others; the stream goes on when it is back',
  async () => {
    const height = await ledger.height();
    const seen: number[] = [];
    const stop = new AbortController();
    const following = (async () => {
      for await (const { block } of ledger.events(height, stop.signal)) seen.push(block);
    })();
    await kill(held.dataFolder, 'peer-coop');
    try {
      expect((await committed(programme())).status).toMatchObject({ code: 'VALID', block: height });
      expect(await ledger.whyNotReady()).toEqual([
        expect.stringContaining('no peer of our own organisation answers'),
      ]);
    } finally {
      await restart(held.dataFolder, 'peer-coop');
    }
    await vi.waitFor(() => expect(seen).toEqual([height]), patience);
    await vi.waitFor(async () => expect(await ledger.whyNotReady()).toEqual([]), patience);
    stop.abort();
    await following;
  },
);

fabricTest('one organisation alone endorses nothing; the reason names who is silent', async () => {
  await kill(held.dataFolder, 'peer-university');
  await kill(held.dataFolder, 'peer-student-union');
  try {
    const failed = await ledger.endorse(carrier(programme())).catch((error: unknown) => error);
    expect(failureOf(failed)).toBe('unavailable');
    expect((await ledger.whyNotReady()).join()).toMatch(/too few organisations.*peer0\.university/);
  } finally {
    await restart(held.dataFolder, 'peer-university');
    await restart(held.dataFolder, 'peer-student-union');
  }
  await vi.waitFor(
    async () => expect((await committed(programme())).status).toMatchObject({ valid: true }),
    patience,
  );
});

fabricTest(
  'that the ordering service is gone is known without an order, and so is that it is back',
  async () => {
    const height = await ledger.height();
    await vi.waitFor(async () => expect(await ledger.whyNotReady()).toEqual([]), patience);
    await kill(held.dataFolder, 'orderer');
    try {
      await vi.waitFor(
        async () => expect((await ledger.whyNotReady()).join()).toContain('the ordering service takes no'),
        patience,
      );
    } finally {
      await restart(held.dataFolder, 'orderer');
    }
    await vi.waitFor(async () => expect(await ledger.whyNotReady()).toEqual([]), patience);
    expect(await ledger.height(), 'nothing was ordered by asking').toBe(height);
  },
);

fabricTest(
  'without the ordering service a submission fails and is unknown; the same bytes commit when it is back',
  async () => {
    const { bytes, transactionId } = await ledger.endorse(carrier(programme()));
    await kill(held.dataFolder, 'orderer');
    try {
      await expect(ledger.submit(bytes)).rejects.toThrow();
      expect(await ledger.commitStatus(transactionId, 300)).toBe('unknown');
      expect((await ledger.whyNotReady()).join()).toContain('the ordering service');
    } finally {
      await restart(held.dataFolder, 'orderer');
    }
    await vi.waitFor(() => ledger.submit(bytes), patience);
    expect(await ledger.commitStatus(transactionId, verdictMs)).toMatchObject({ code: 'VALID' });
    expect(await ledger.whyNotReady()).toEqual([]);
  },
);
