import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditLedger, openFabricSource, runAudit } from '@kumoh-pay/audit';
import { type FabricBlock, readFabricBlock } from '@kumoh-pay/audit/fabric-block.ts';
import { Organisations } from '@kumoh-pay/audit/fabric-organisations.ts';
import { blockParts } from '@kumoh-pay/audit/fabric-source.ts';
import { type SignedOrder, won } from '@kumoh-pay/domain';
import { readConnectionFile } from '@kumoh-pay/fabric';
import { openPeerLine, type PeerLine } from '@kumoh-pay/server/ledger/fabric-peer.ts';
import { fabricSigner } from '@kumoh-pay/server/ledger/fabric-signer.ts';
import { afterAll, beforeAll, expect } from 'vitest';
import { migrate, openDatabase } from '../../../server/src/db/index.ts';
import { nameHintsOf } from '../../../server/src/order/hints.ts';
import { accountSigns, type Person, TestCampus } from '../../../server/src/order/test-campus.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { downNetwork, restart } from './index.ts';
import { runOtherContract } from './other-contract.ts';
import { whyNoFabric } from './programs.ts';
import { createTestNetwork, fabricTest, type TestNetwork } from './test-network.ts';

const altered = join(import.meta.dirname, 'test-altered-contract.ts');

let held: TestNetwork;
let database: TestDatabase;
let db: ReturnType<typeof openDatabase>;
let campus: TestCampus;
let coop: PeerLine;
let payer: Person;
let friend: Person;

beforeAll(async () => {
  if ((await whyNoFabric()) !== null) return;
  held = await createTestNetwork();
  database = await createTestDatabase();
  await migrate(database.databaseOwnerUrl);
  db = openDatabase(database.databaseUrl);
  const connectionFile = held.network.connectionFiles.coop;
  campus = await TestCampus.open(db, undefined, { kind: 'fabric', connectionFile });
  payer = (await campus.shopAndMember(50_000)).member;
  friend = await campus.member();
  await campus.money.indexed(5_000);
  coop = await lineOf(connectionFile);
});
afterAll(async () => {
  coop?.close();
  await campus?.end();
  await db?.destroy();
  await database?.drop();
  await held?.end();
});

async function lineOf(connectionFile: string): Promise<PeerLine> {
  const connection = await readConnectionFile(connectionFile);
  const [peer] = connection.peers;
  if (!peer) throw new Error('no peer');
  const certificate = await readFile(connection.certificate);
  const sign = fabricSigner(await readFile(connection.privateKey, 'utf8'));
  return openPeerLine(peer, connection, { mspId: connection.organisation, certificate, sign });
}

const none = new Uint8Array();

/** The channel's first blocks, as the peer sends them. */
async function someBlocks(count: number): Promise<FabricBlock[]> {
  const blocks: FabricBlock[] = [];
  const stream = await coop.network.getBlockEvents({ startBlock: 0n });
  try {
    for await (const block of stream) {
      blocks.push(blockParts(block));
      if (blocks.length === count) break;
    }
  } finally {
    stream.close();
  }
  return blocks;
}

const transfer = (amount: number): SignedOrder =>
  campus.sign('transfer', { from: payer.id, to: friend.id, amount: won(amount) }, [accountSigns(payer)]);

/** With the notes that it folds in: the payer has what was issued, and nothing in the purse. */
const carrierOf = async (order: SignedOrder) => JSON.stringify({ orders: await nameHintsOf(db, [order]) });

/** Endorsed by these organisations alone, ordered, and the verdict. */
async function orderedBy(endorsingOrganizations: string[], order: SignedOrder) {
  const proposal = coop.contract.newProposal('execute', {
    arguments: [await carrierOf(order)],
    endorsingOrganizations,
  });
  const submitted = await (await proposal.endorse()).submit();
  const { code, successful } = await submitted.getStatus();
  return { transactionId: proposal.getTransactionId(), code, successful };
}

async function witnessed() {
  const source = await openFabricSource(held.network.connectionFiles['student-union']);
  return auditLedger(source, { ledger: source.ledger }).finally(() => source.close());
}

const policyFailure = 10;

fabricTest('before anybody conspires the witness finds every won where it was posted', async () => {
  expect((await witnessed()).findings).toEqual([]);
});

fabricTest('a block that no orderer of the channel has signed as it is, is named', async () => {
  const organisations = new Organisations();
  const problemsOf = (block: FabricBlock) => readFabricBlock(block, 'kumoh-pay', organisations).problems;
  const blocks = await someBlocks(4);
  const unsigned = 'no orderer of the channel has signed it';
  for (const [place, block] of blocks.entries()) {
    const other = blocks[place - 1];
    if (other && place > 1) {
      const [signatures, ...rest] = block.metadata;
      const [othersSignatures] = other.metadata;
      for (const [what, metadata] of [
        ['another block’s signature', [othersSignatures ?? none, ...rest]],
        ['no signature', [none, ...rest]],
        ['bytes that are none', [Uint8Array.of(7, 7, 7), ...rest]],
      ] as const)
        expect(problemsOf({ ...block, metadata: [...metadata] }), what).toEqual([unsigned]);
      const later = { ...block, number: block.number + 1 };
      expect(problemsOf(later), 'another number under the same signature').toEqual([unsigned]);
      expect(signatures?.length).toBeGreaterThan(0);
    }
    expect(problemsOf(block), `block ${block.number} as it is`).toEqual([]);
  }
});

fabricTest('one organisation’s altered contract commits nothing, and its honest twin does', async () => {
  await runOtherContract(held.dataFolder, 'coop', altered);
  const order = transfer(500);
  await expect(campus.money.ledger.endorse(await carrierOf(order))).rejects.toMatchObject({
    failure: 'mismatch',
  });
  const alone = await orderedBy(['Coop'], order);
  expect(alone).toMatchObject({ code: policyFailure, successful: false });
  const report = await witnessed();
  expect(report.findings).toEqual([]);
  expect(report.transactions.invalid).toBeGreaterThan(0);
  await downNetwork(held.dataFolder, ['contract-coop']);
  await restart(held.dataFolder, 'contract-coop');
  expect(await campus.money.submitOrder(transfer(500))).toMatchObject({ state: 'committed' });
  await campus.money.indexed(5_000);
});

fabricTest(
  'what two conspiring organisations write without a posting is named by the third, with its transaction',
  async () => {
    await runOtherContract(held.dataFolder, 'coop', altered);
    await runOtherContract(held.dataFolder, 'university', altered);
    const forged = await orderedBy(['Coop', 'University'], transfer(700));
    expect(forged.successful).toBe(true);
    const { equal, findings } = await witnessed();
    expect(equal).toBe(false);
    const moved = findings.filter(({ kind }) => kind === 'moved-otherwise-than-posted');
    expect(moved).toMatchObject([{ place: { transaction: forged.transactionId } }]);
    expect(moved[0]?.detail).toMatch(/records moved 1700 won, postings 700/);
    expect(findings.some(({ kind }) => kind === 'not-conserved')).toBe(true);
    const lines: string[] = [];
    const words = ['--peer', held.network.connectionFiles['student-union']];
    expect(await runAudit(words, (line) => lines.push(line))).toBe(1);
    expect(lines.join('\n')).toContain(forged.transactionId);
  },
);
