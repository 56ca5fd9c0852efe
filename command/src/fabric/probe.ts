import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { type Contract, connect, hash, signers } from '@hyperledger/fabric-gateway';
import { type FabricConnection, type FabricPeer, readConnectionFile } from '@kumoh-pay/fabric';
import { retried } from './channel.ts';
import type { NetworkFile } from './network-file.ts';

/** A contract that is up answers within milliseconds; a peer that just started may dial for a second first. */
const TRY_WITHIN_MS = 5_000;
const READY_WITHIN_MS = 60_000;

/** Any record: that there is none yet is an answer too. */
const ANY_QUERY = JSON.stringify({ records: [['policy', 'current']] });

/**
 * Waits until every organisation endorses through every peer's gateway: each peer has found all others and every
 * contract process answers. Nothing is ordered by it. @throws the last reason it did not.
 */
export async function waitUntilEndorsed(connectionPath: string): Promise<void> {
  const connection = await readConnectionFile(connectionPath);
  await Promise.all(
    connection.peers.map((peer) => retried(() => endorsedBy(connection, peer), READY_WITHIN_MS)),
  );
}

async function endorsedBy(connection: FabricConnection, peer: FabricPeer): Promise<void> {
  // All by name: any two would do for an order, and a peer that has found one other is not done.
  const endorsingOrganizations = connection.peers.map(({ organisation }) => organisation);
  await withContract(connection, peer, (contract) =>
    contract.newProposal('read', { arguments: [ANY_QUERY], endorsingOrganizations }).endorse(),
  );
}

/** The contract through one peer's gateway, for as long as the work takes. */
export async function withContract<T>(
  connection: FabricConnection,
  peer: FabricPeer,
  work: (contract: Contract) => Promise<T>,
): Promise<T> {
  const authority = credentials.createSsl(await readFile(peer.tlsAuthority));
  const client = new Client(peer.address, authority, { 'grpc.ssl_target_name_override': peer.name });
  const key = createPrivateKey(await readFile(connection.privateKey));
  const gateway = connect({
    client,
    identity: { mspId: connection.organisation, credentials: await readFile(connection.certificate) },
    signer: signers.newPrivateKeySigner(key),
    hash: hash.sha256,
    endorseOptions: () => ({ deadline: Date.now() + TRY_WITHIN_MS }),
  });
  try {
    return await work(gateway.getNetwork(connection.channel).getContract(connection.contract));
  } finally {
    gateway.close();
    client.close();
  }
}

/** A single orderer leads about a second after its start; until then it refuses what is submitted. */
export async function waitUntilOrdering({ channel, ports }: NetworkFile): Promise<void> {
  const leads = `consensus_etcdraft_is_leader{channel="${channel}"} 1`;
  await retried(async () => {
    const metrics = await fetch(`http://127.0.0.1:${ports.orderer.operations}/metrics`);
    const text = await metrics.text();
    if (!text.includes(leads)) throw new Error('the orderer has no leader yet');
  }, READY_WITHIN_MS);
}
