import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type ReadQuery, readAnswerSchema } from '@kumoh-pay/domain';
import { readConnectionFile } from '@kumoh-pay/fabric';
import { endorseFailed, wordsOf } from './fabric-failure.ts';
import type { FabricIdentity, PeerLine } from './fabric-peer.ts';
import { FabricReadiness } from './fabric-readiness.ts';
import { fabricSigner } from './fabric-signer.ts';
import { commitStatusOf } from './fabric-status.ts';
import { blockStream } from './fabric-stream.ts';
import { FabricWays } from './fabric-ways.ts';
import type { Endorsed, EndorseFailed, Ledger } from './ledger.ts';

export interface FabricLedgerConfig {
  connectionFile: string;
}

/** A network that comes up beside the server is there within this; a start without any peer is refused after it. */
const firstAnswerMs = 30_000;
const firstAnswerPauseMs = 500;

/** A channel of a Fabric network, of which this server is one organisation's client. @throws when no own peer answers */
export async function openFabric({ connectionFile }: FabricLedgerConfig): Promise<Ledger> {
  const connection = await readConnectionFile(connectionFile);
  const identity: FabricIdentity = {
    mspId: connection.organisation,
    certificate: await readFile(connection.certificate),
    sign: fabricSigner(await readFile(connection.privateKey, 'utf8')),
  };
  const ways = await FabricWays.open(connection, identity);
  const readiness = new FabricReadiness(ways, connection.channel);
  const { channel, contract } = connection;
  const height = () => ways.first(ways.own, (line) => line.height());
  try {
    await firstAnswer(height);
  } catch (error) {
    ways.close();
    throw error;
  }
  return {
    name: channel,
    endorse: (carrier) => endorse(ways, identity, carrier),
    submit: async (bytes) => {
      await readiness.heardOfOrderer(
        ways.first(ways.all, (line) => line.gateway.newTransaction(bytes).submit(), ordererAway),
      );
    },
    commitStatus: (transactionId, waitMs) => commitStatusOf(ways, identity, channel, transactionId, waitMs),
    read: (query) => read(ways, query),
    events: (fromBlock, signal) => blockStream(ways.own, contract, fromBlock, signal),
    height,
    whyNotReady: () => readiness.reasons(),
    close: async () => ways.close(),
  };
}

/** The peer was there and no orderer took it: every other peer would ask the same orderers. */
const ordererAway = (error: unknown): boolean => /orderer/i.test(wordsOf(error));

async function firstAnswer(height: () => Promise<number>): Promise<void> {
  const end = Date.now() + firstAnswerMs;
  for (;;) {
    try {
      await height();
      return;
    } catch (cause) {
      if (Date.now() >= end) {
        throw new Error('No peer of our own organisation answers; is the Fabric network up?', { cause });
      }
      await pause(firstAnswerPauseMs);
    }
  }
}

/** At our own peer, or while it cannot, at another's: whoever gathers endorsements, peers verify them at commit. */
async function endorse(ways: FabricWays, identity: FabricIdentity, carrier: string): Promise<Endorsed> {
  const isFinal = (failure: unknown) => (failure as EndorseFailed).failure !== 'unavailable';
  const at = async (line: PeerLine): Promise<Endorsed> => {
    const proposal = line.contract.newProposal('execute', { arguments: [carrier] });
    try {
      const prepared = await proposal.endorse();
      // Signed now, once: what is stored and what is sent, however often, are the same bytes.
      const signature = await identity.sign(prepared.getDigest());
      const signed = line.gateway.newSignedTransaction(prepared.getBytes(), signature);
      const result = Buffer.from(prepared.getResult()).toString('utf8');
      return { transactionId: prepared.getTransactionId(), bytes: signed.getBytes(), result };
    } catch (error) {
      throw endorseFailed(error);
    }
  };
  try {
    return await ways.first(ways.all, at, isFinal);
  } catch (error) {
    throw error instanceof AggregateError ? endorseFailed(error) : error;
  }
}

/**
 * From the peer whose commit status is believed, so that what was answered as committed is seen; while it is away, from
 * another organisation's. An order made from a wrong record is refused: it names the record's digest.
 */
async function read(ways: FabricWays, query: ReadQuery): Promise<(string | null)[]> {
  const answer = await ways.first(ways.all, (line) =>
    line.contract.evaluateTransaction('read', JSON.stringify(query)),
  );
  return readAnswerSchema.parse(JSON.parse(Buffer.from(answer).toString('utf8'))).values;
}
