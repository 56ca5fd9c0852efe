import { status as grpcStatus } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import { gateway as messages, msp } from '@hyperledger/fabric-protos';
import { validationCodeName } from './fabric-block.ts';
import type { FabricIdentity, PeerLine } from './fabric-peer.ts';
import type { FabricWays } from './fabric-ways.ts';
import type { CommitStatus } from './ledger.ts';

type Answer = CommitStatus | 'unknown';

/**
 * A transaction's verdict by its id alone, so that it can be asked for after a start too. One of our own peers is believed; while none
 * answers, only what two other organisations say alike, as two are what it takes to write anything at all.
 */
export async function commitStatusOf(
  ways: FabricWays,
  identity: FabricIdentity,
  channel: string,
  transactionId: string,
  waitMs: number,
): Promise<Answer> {
  const deadline = Date.now() + waitMs;
  const request = statusRequest(identity, channel, transactionId);
  for (const line of ways.own) {
    const answer = await ask(line, request, deadline);
    if (answer !== 'silent') return answer;
  }
  const answers = await Promise.all(ways.others.map((line) => ask(line, request, deadline)));
  return agreed(ways.others, answers);
}

/** The verdict that peers of two organisations give alike. */
function agreed(lines: readonly PeerLine[], answers: readonly (Answer | 'silent')[]): Answer {
  const heard = answers.flatMap((answer, place) =>
    typeof answer === 'string' ? [] : [{ answer, organisation: lines[place]?.peer.organisation }],
  );
  for (const one of heard) {
    const alike = heard.filter(
      ({ answer }) => answer.code === one.answer.code && answer.block === one.answer.block,
    );
    if (new Set(alike.map(({ organisation }) => organisation)).size > 1) return one.answer;
  }
  return 'unknown';
}

/** `silent`: the peer is not there. `unknown`: it is, and has no such transaction by then. */
async function ask(line: PeerLine, request: Uint8Array, deadline: number): Promise<Answer | 'silent'> {
  try {
    const { code, successful, blockNumber } = await line.gateway.newCommit(request).getStatus({ deadline });
    return { code: validationCodeName(code), valid: successful, block: Number(blockNumber) };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return error.code === grpcStatus.UNAVAILABLE ? 'silent' : 'unknown';
  }
}

/** Not yet signed: whoever sends it does that. */
function statusRequest(identity: FabricIdentity, channel: string, transactionId: string): Uint8Array {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(identity.mspId);
  creator.setIdBytes(identity.certificate);
  const request = new messages.CommitStatusRequest();
  request.setTransactionId(transactionId);
  request.setChannelId(channel);
  request.setIdentity(creator.serializeBinary());
  const signed = new messages.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  return signed.serializeBinary();
}
