import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, type Network, signers } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import { readConnectionFile } from '@kumoh-pay/fabric';
import type { AuditBlock, BlockSource } from './block-source.ts';
import { type FabricBlock, readFabricBlock } from './fabric-block.ts';
import { Organisations } from './fabric-organisations.ts';

/** A peer that is there answers at once; the first line to it takes a little. */
const answerMs = 10_000;
/** As large as the ordering service lets a block become (its AbsoluteMaxBytes is 99 MB); gRPC's own limit is 4 MB. */
const blockMaxBytes = 100 * 1024 * 1024;

export interface FabricSource extends BlockSource {
  /** The channel. */
  readonly ledger: string;
}

/**
 * One organisation's own peer, read with that organisation's certificate alone: the first of its organisation in the file. As of the height
 * that it has now, so that a ledger at work can be audited. @throws when it does not answer or the file cannot be read
 */
export async function openFabricSource(connectionFile: string): Promise<FabricSource> {
  const connection = await readConnectionFile(connectionFile);
  const peer = connection.peers.find(({ organisation }) => organisation === connection.organisation);
  if (!peer) throw new Error(`${connectionFile} names no peer of ${connection.organisation}.`);
  const client = new Client(peer.address, credentials.createSsl(await readFile(peer.tlsAuthority)), {
    'grpc.ssl_target_name_override': peer.name,
    'grpc.default_authority': peer.name,
    'grpc.max_receive_message_length': blockMaxBytes,
  });
  const gateway = connect({
    client,
    identity: {
      mspId: connection.organisation,
      credentials: await readFile(connection.certificate),
    },
    signer: signers.newPrivateKeySigner(createPrivateKey(await readFile(connection.privateKey))),
    evaluateOptions: () => ({ deadline: Date.now() + answerMs }),
  });
  const network = gateway.getNetwork(connection.channel);
  const close = () => {
    gateway.close();
    client.close();
  };
  try {
    const answer = await network.getContract('qscc').evaluateTransaction('GetChainInfo', connection.channel);
    const info = common.BlockchainInfo.deserializeBinary(answer);
    const height = info.getHeight();
    const hash = Buffer.from(info.getCurrentblockhash_asU8()).toString('hex');
    return {
      ledger: connection.channel,
      blocks: () => blocksOf(network, height, connection.contract),
      tip: () => ({ height, hash }),
      // A peer's state is asked of the contract, which is what is being audited.
      state: () => null,
      verdicts: () => null,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

async function* blocksOf(network: Network, height: number, contract: string): AsyncIterable<AuditBlock> {
  if (height === 0) return;
  const organisations = new Organisations();
  const stream = await network.getBlockEvents({ startBlock: 0n });
  try {
    for await (const block of stream) {
      const parts = blockParts(block);
      yield readFabricBlock(parts, contract, organisations);
      if (parts.number >= height - 1) return;
    }
  } finally {
    stream.close();
  }
}

type BlockStream = Awaited<ReturnType<Network['getBlockEvents']>>;
type PeersBlock = BlockStream extends AsyncIterable<infer Block> ? Block : never;

/** What a block is made of, as the peer sent it. */
export function blockParts(block: PeersBlock): FabricBlock {
  const header = block.getHeader();
  if (!header) throw new Error('the peer sent a block without a header');
  return {
    number: header.getNumber(),
    previousHash: header.getPreviousHash_asU8(),
    dataHash: header.getDataHash_asU8(),
    envelopes: block.getData()?.getDataList_asU8() ?? [],
    metadata: block.getMetadata()?.getMetadataList_asU8() ?? [],
  };
}
