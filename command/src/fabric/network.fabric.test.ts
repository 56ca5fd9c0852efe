import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Contract, type EndorseError, StatusCode } from '@hyperledger/fabric-gateway';
import { readConnectionFile } from '@kumoh-pay/fabric';
import type { Ledger } from '@kumoh-pay/server/ledger/ledger.ts';
import { openLedger } from '@kumoh-pay/server/ledger/open-ledger.ts';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { ROOT } from '../root.ts';
import { deployContract, downNetwork, kill, restart, upNetwork } from './network.ts';
import { readNetworkFile } from './network-file.ts';
import { ORGANISATIONS, PROCESS_NAMES } from './organisations.ts';
import { withContract } from './probe.ts';
import { whyNoFabric } from './programs.ts';
import { networkStatus } from './status.ts';
import { createTestNetwork, fabricTest, type TestNetwork } from './test-network.ts';

const COMMIT_WITHIN_MS = 30_000;
/** Refused by the contract, and still a transaction: whatever is written to a ledger must be endorsed. */
const CARRIER = JSON.stringify({ orders: [{}] });

const QUERY = JSON.stringify({ records: [['policy']] });

let held: TestNetwork;

beforeAll(async () => {
  if ((await whyNoFabric()) === null) held = await createTestNetwork();
});
afterAll(() => held?.end());

async function withLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const connectionFile = held.network.connectionFiles.coop;
  const ledger = await openLedger({ kind: 'fabric', connectionFile }, Date.now);
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

async function committed(ledger: Ledger): Promise<{ code: string; result: string }> {
  const endorsed = await ledger.endorse(CARRIER);
  await ledger.submit(endorsed.bytes);
  const status = await ledger.commitStatus(endorsed.transactionId, COMMIT_WITHIN_MS);
  return { code: status === 'unknown' ? status : status.code, result: endorsed.result };
}

async function pids(): Promise<Record<string, number | null>> {
  const status = await networkStatus(held.dataFolder);
  return Object.fromEntries((status?.processes ?? []).map(({ name, pid }) => [name, pid]));
}

fabricTest(
  'a network made from nothing runs seven processes and commits what two organisations endorsed',
  async () => {
    expect([...held.network.started].sort()).toEqual([...PROCESS_NAMES].sort());
    expect(Object.values(await pids())).not.toContain(null);
    const { code, result } = await withLedger(committed);
    expect(code).toBe('VALID');
    expect(JSON.parse(result)).toMatchObject({ results: [{ ok: false, code: 'BAD_ORDER' }] });
  },
);

/** Coop's client, through its own peer. */
async function withCoop<T>(work: (contract: Contract) => Promise<T>): Promise<T> {
  const connection = await readConnectionFile(held.network.connectionFiles.coop);
  const [own] = connection.peers;
  if (own === undefined) throw new Error('a connection names peers');
  return withContract(connection, own, work);
}

async function codeOf(contract: Contract, endorsingOrganizations: string[]): Promise<string | undefined> {
  const proposal = contract.newProposal('execute', { arguments: [CARRIER], endorsingOrganizations });
  const submitted = await (await proposal.endorse()).submit();
  const { code } = await submitted.getStatus();
  return Object.entries(StatusCode).find(([, number]) => number === code)?.[0];
}

fabricTest('what one organisation alone endorses commits nothing; any two are enough', async () => {
  await withCoop(async (contract) => {
    expect(await codeOf(contract, ['Coop'])).toBe('ENDORSEMENT_POLICY_FAILURE');
    expect(await codeOf(contract, ['Coop', 'StudentUnion'])).toBe('VALID');
    expect(await codeOf(contract, ['Coop', 'University'])).toBe('VALID');
    expect(await codeOf(contract, ['University', 'StudentUnion'])).toBe('VALID');
  });
});

fabricTest(
  'a proposal more than two minutes from a peer’s clock is refused, a little less is taken',
  async () => {
    const at = async (offsetMs: number) =>
      withCoop(async (contract) => {
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + offsetMs });
        const proposal = contract.newProposal('read', { arguments: [QUERY] });
        vi.useRealTimers();
        return (await proposal.endorse()).getTransactionId().length;
      });
    expect(await at(-100_000)).toBe(64);
    expect(await at(100_000)).toBe(64);
    for (const offsetMs of [-140_000, 140_000]) {
      const refusal = await at(offsetMs).catch((error: EndorseError) =>
        error.details.map(({ message }) => message),
      );
      expect(String(refusal)).toMatch(/timestamp|time window/i);
    }
  },
);

fabricTest('brought up twice, everything runs already and nothing is made anew', async () => {
  const before = await pids();
  const again = await upNetwork(held.dataFolder);
  expect(again.started).toEqual([]);
  expect(again.channel).toBe(held.network.channel);
  expect(await pids()).toEqual(before);
});

fabricTest(
  'each organisation has a connection file with its own peer first, and everything lies in the folder',
  async () => {
    for (const { folder, mspId } of ORGANISATIONS) {
      const connection = await readConnectionFile(held.network.connectionFiles[folder]);
      expect(connection).toMatchObject({
        channel: held.network.channel,
        contract: 'kumoh-pay',
        organisation: mspId,
      });
      expect(connection.peers.map(({ organisation }) => organisation)[0]).toBe(mspId);
      expect(connection.peers).toHaveLength(3);
    }
    expect((await readdir(join(held.network.folder, 'ledgers'))).sort()).toEqual([
      'coop',
      'orderer',
      'student-union',
      'university',
    ]);
    expect(await readdir(join(held.network.folder, 'ledgers', 'orderer', 'chains'))).toEqual([
      held.network.channel,
    ]);
    expect((await readdir(join(held.network.folder, 'config'))).sort()).toEqual([
      'configtx.yaml',
      'core.yaml',
      'orderer.yaml',
    ]);
  },
);

fabricTest(
  'with one organisation’s peer and contract away, two others still commit; with two away nobody does',
  async () => {
    await kill(held.dataFolder, 'peer-student-union');
    await kill(held.dataFolder, 'contract-student-union');
    expect((await withLedger(committed)).code).toBe('VALID');
    await kill(held.dataFolder, 'contract-university');
    await expect(withLedger((ledger) => ledger.endorse(CARRIER))).rejects.toThrow();
    const { started } = await upNetwork(held.dataFolder);
    expect([...started].sort()).toEqual([
      'contract-student-union',
      'contract-university',
      'peer-student-union',
    ]);
    expect((await withLedger(committed)).code).toBe('VALID');
  },
);

fabricTest('each process that is killed comes back by itself when started, with its ledger', async () => {
  const height = await withLedger((ledger) => ledger.height());
  for (const name of PROCESS_NAMES) {
    expect(await kill(held.dataFolder, name)).toBe(true);
    expect(await kill(held.dataFolder, name)).toBe(false);
    expect(await restart(held.dataFolder, name)).toBe(true);
    expect(await restart(held.dataFolder, name)).toBe(false);
  }
  await upNetwork(held.dataFolder);
  expect((await withLedger(committed)).code).toBe('VALID');
  expect(await withLedger((ledger) => ledger.height())).toBe(height + 1);
});

fabricTest('taken down and brought up, it is the same channel with the same blocks', async () => {
  const height = await withLedger((ledger) => ledger.height());
  expect([...(await downNetwork(held.dataFolder))].sort()).toEqual([...PROCESS_NAMES].sort());
  expect(await downNetwork(held.dataFolder)).toEqual([]);
  expect(Object.values(await pids())).toEqual(Array(PROCESS_NAMES.length).fill(null));
  const again = await upNetwork(held.dataFolder);
  expect(again.started).toHaveLength(PROCESS_NAMES.length);
  expect(again.channel).toBe(held.network.channel);
  expect(await withLedger((ledger) => ledger.height())).toBe(height);
});

fabricTest(
  'deploying the same contract changes nothing; another one is a new definition, and its processes take over',
  async () => {
    const before = await pids();
    expect((await deployContract(held.dataFolder)).started).toEqual([]);
    expect(await pids()).toEqual(before);
    const folder = await mkdtemp(join(tmpdir(), 'kumoh-deploy-test-'));
    try {
      const entry = join(folder, 'next.ts');
      const service = JSON.stringify(join(ROOT, 'chaincode', 'src', 'service.ts'));
      await writeFile(entry, `import ${service};\nconsole.log('the next contract');\n`);
      const next = await deployContract(held.dataFolder, undefined, entry);
      expect(next.digest).not.toBe(held.network.digest);
      expect(next.started).toHaveLength(ORGANISATIONS.length);
      const file = await readNetworkFile(held.network.folder);
      expect(file?.deployed).toMatchObject({ digest: next.digest, sequence: 2 });
      expect((await withLedger(committed)).code).toBe('VALID');
      // After a restart it is still the deployed one that runs, whatever the checkout would build.
      await downNetwork(held.dataFolder);
      expect((await upNetwork(held.dataFolder)).digest).toBe(next.digest);
      expect((await withLedger(committed)).code).toBe('VALID');
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

fabricTest(
  'a bring-up that was broken off before the contract was agreed on is taken up where it stood',
  async () => {
    const file = await readNetworkFile(held.network.folder);
    if (file === null) throw new Error('the network has a file');
    await downNetwork(held.dataFolder);
    // As a kill between the commit on the channel and the note of it would leave the folder.
    await writeFile(join(held.network.folder, 'network.json'), JSON.stringify({ ...file, deployed: null }));
    const again = await upNetwork(held.dataFolder);
    expect(again.channel).toBe(held.network.channel);
    expect((await withLedger(committed)).code).toBe('VALID');
  },
);
