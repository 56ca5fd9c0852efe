import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from '@kumoh-pay/server/ledger/open-ledger.ts';
import { afterAll, beforeAll, expect } from 'vitest';
import { downNetwork, upNetwork } from '../fabric/network.ts';
import { whyNoFabric } from '../fabric/programs.ts';
import { createTestNetwork, fabricTest, type TestNetwork } from '../fabric/test-network.ts';
import { copyNetwork } from './network-copy.ts';

let held: TestNetwork;
let copy: string;

beforeAll(async () => {
  if ((await whyNoFabric()) !== null) return;
  held = await createTestNetwork();
  copy = await mkdtemp(join(tmpdir(), 'kumoh-network-copy-test-'));
});
afterAll(async () => {
  if (copy === undefined) return;
  await downNetwork(copy);
  await rm(copy, { recursive: true, force: true });
  await held.end();
});

fabricTest(
  'a network is copied only while it is stopped, and its copy comes up as the same channel with the same blocks',
  async () => {
    await expect(copyNetwork(held.dataFolder, copy)).rejects.toThrow(/kumoh fabric down/);
    expect(await readdir(copy)).toEqual([]);
    const height = await heightAt(held.network.connectionFiles.coop);
    await downNetwork(held.dataFolder);
    await copyNetwork(held.dataFolder, copy);
    const again = await upNetwork(copy);
    expect(again.channel).toBe(held.network.channel);
    expect(again.started).toHaveLength(7);
    expect(await heightAt(again.connectionFiles.coop)).toBe(height);
    // The two are one channel and one set of ports: never both at once.
    await expect(upNetwork(held.dataFolder)).rejects.toThrow(/is taken by another program/);
  },
);

async function heightAt(connectionFile: string): Promise<number> {
  const ledger = await openLedger({ kind: 'fabric', connectionFile }, Date.now);
  try {
    return await ledger.height();
  } finally {
    await ledger.close();
  }
}
