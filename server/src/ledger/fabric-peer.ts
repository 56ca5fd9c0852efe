import { readFile } from 'node:fs/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { type Contract, connect, type Gateway, hash, type Network } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import type { FabricConnection, FabricPeer } from '@kumoh-pay/fabric';
import { type SubmitRaw, submitRaw } from './fabric-orderer-probe.ts';

/** An endorsement takes 15 ms; a peer that is silent for so long is passed over. */
const endorseMs = 5_000;
/** The ordering service acknowledges within milliseconds, or has no leader just now. */
const submitMs = 3_000;
const evaluateMs = 5_000;
/** grpc-js waits up to two minutes before it dials again; a peer is back within seconds. */
const reconnectMs = { first: 100, most: 1_000 };
/**
 * A line that was made while its peer was coming up may lead nowhere, without an error: only an unanswered ping ends it. Peers end one that is
 * pinged more often than core.yaml's keepalive.minInterval says, 10 s.
 */
const keepaliveMs = { every: 15_000, answer: 5_000 };
/** The ordering service's AbsoluteMaxBytes, 99 MB, is the most that a block can have; gRPC's own limit is 4 MB. */
const messageMaxBytes = 100 * 1024 * 1024;

/** A line to one peer, which is our gateway to the network. */
export interface PeerLine {
  readonly peer: FabricPeer;
  readonly gateway: Gateway;
  readonly network: Network;
  readonly contract: Contract;
  /** The number of blocks that this peer has. */
  height(withinMs?: number): Promise<number>;
  /** What this peer says when it passes on what no orderer takes: `fabric-orderer-probe.ts`. */
  readonly submitRaw: SubmitRaw;
  close(): void;
}

export interface FabricIdentity {
  mspId: string;
  certificate: Uint8Array;
  sign: (message: Uint8Array) => Promise<Uint8Array>;
}

export async function openPeerLine(
  peer: FabricPeer,
  { channel, contract }: Pick<FabricConnection, 'channel' | 'contract'>,
  identity: FabricIdentity,
): Promise<PeerLine> {
  const tls = credentials.createSsl(await readFile(peer.tlsAuthority));
  const client = new Client(peer.address, tls, {
    'grpc.ssl_target_name_override': peer.name,
    'grpc.default_authority': peer.name,
    'grpc.initial_reconnect_backoff_ms': reconnectMs.first,
    'grpc.max_reconnect_backoff_ms': reconnectMs.most,
    'grpc.keepalive_time_ms': keepaliveMs.every,
    'grpc.keepalive_timeout_ms': keepaliveMs.answer,
    'grpc.max_receive_message_length': messageMaxBytes,
    'grpc.max_send_message_length': messageMaxBytes,
    // Two lines to one address must not share a connection that another identity's test has broken.
    'grpc.use_local_subchannel_pool': 1,
  });
  const within = (milliseconds: number) => () => ({ deadline: Date.now() + milliseconds });
  const gateway = connect({
    client,
    identity: { mspId: identity.mspId, credentials: identity.certificate },
    signer: identity.sign,
    // The signer hashes by itself.
    hash: hash.none,
    endorseOptions: within(endorseMs),
    submitOptions: within(submitMs),
    evaluateOptions: within(evaluateMs),
  });
  const network = gateway.getNetwork(channel);
  const chainInfo = network.getContract('qscc');
  return {
    peer,
    gateway,
    network,
    contract: network.getContract(contract),
    submitRaw: (request, withinMs) => submitRaw(client, request, withinMs),
    height: async (withinMs = evaluateMs) => {
      const proposal = chainInfo.newProposal('GetChainInfo', { arguments: [channel] });
      const answer = await proposal.evaluate({ deadline: Date.now() + withinMs });
      return common.BlockchainInfo.deserializeBinary(answer).getHeight();
    },
    close: () => {
      gateway.close();
      client.close();
    },
  };
}
