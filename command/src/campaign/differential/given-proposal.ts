import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { common, gateway as messages, msp, peer } from '@hyperledger/fabric-protos';
import { timestampOf } from '@kumoh-pay/embedded-ledger/timestamp.ts';
import { readConnectionFile } from '@kumoh-pay/fabric';
import { validationCodeName } from '@kumoh-pay/server/ledger/fabric-block.ts';
import { endorseFailed } from '@kumoh-pay/server/ledger/fabric-failure.ts';
import { openPeerLine, type PeerLine } from '@kumoh-pay/server/ledger/fabric-peer.ts';
import { fabricSigner } from '@kumoh-pay/server/ledger/fabric-signer.ts';
import { blockStream } from '@kumoh-pay/server/ledger/fabric-stream.ts';
import type { Endorsed, LedgerBlock } from '@kumoh-pay/server/ledger/ledger.ts';

const nonceBytes = 24;
const verdictMs = 30_000;
/** Peers are a few milliseconds apart after a commit; so often and so long is waited until they agree. */
const agreement = { tries: 40, pauseMs: 25 };

/** A line to Coop's gateway that proposes at a time given, which the client library cannot: it takes the clock's. */
export class GivenProposals {
  readonly #line: PeerLine;
  readonly #creator: Uint8Array;
  readonly #sign: (message: Uint8Array) => Promise<Uint8Array>;
  readonly channel: string;
  readonly contract: string;

  private constructor(
    line: PeerLine,
    creator: Uint8Array,
    sign: (message: Uint8Array) => Promise<Uint8Array>,
    { channel, contract }: { channel: string; contract: string },
  ) {
    this.#line = line;
    this.#creator = creator;
    this.#sign = sign;
    this.channel = channel;
    this.contract = contract;
  }

  static async open(connectionFile: string): Promise<GivenProposals> {
    const connection = await readConnectionFile(connectionFile);
    const [first] = connection.peers;
    if (!first) throw new Error('no peer');
    const certificate = await readFile(connection.certificate);
    const sign = fabricSigner(await readFile(connection.privateKey, 'utf8'));
    const line = await openPeerLine(first, connection, { mspId: connection.organisation, certificate, sign });
    const identity = new msp.SerializedIdentity();
    identity.setMspid(connection.organisation);
    identity.setIdBytes(certificate);
    return new GivenProposals(line, identity.serializeBinary(), sign, connection);
  }

  /** @throws EndorseFailed, `carrier` when the contract threw */
  async endorse(functionName: string, args: readonly string[], time: number): Promise<Endorsed> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#endorseOnce(functionName, args, time);
      } catch (error) {
        const failed = endorseFailed(error);
        if (failed.failure === 'carrier' || tries >= agreement.tries) throw failed;
        await pause(agreement.pauseMs);
      }
    }
  }

  async #endorseOnce(functionName: string, args: readonly string[], time: number): Promise<Endorsed> {
    const proposal = this.#line.gateway.newProposal(this.#proposal(functionName, args, time));
    const prepared = await proposal.endorse();
    const signature = await this.#sign(prepared.getDigest());
    const signed = this.#line.gateway.newSignedTransaction(prepared.getBytes(), signature);
    const result = Buffer.from(prepared.getResult()).toString('utf8');
    return { transactionId: prepared.getTransactionId(), bytes: signed.getBytes(), result };
  }

  async evaluate(functionName: string, args: readonly string[], time: number): Promise<string> {
    const proposal = this.#line.gateway.newProposal(this.#proposal(functionName, args, time));
    return Buffer.from(await proposal.evaluate()).toString('utf8');
  }

  async submit(bytes: Uint8Array): Promise<void> {
    await this.#line.gateway.newTransaction(bytes).submit();
  }

  /** The verdict's name, of the first copy. */
  async verdict(transactionId: string): Promise<string> {
    const request = new messages.CommitStatusRequest();
    request.setTransactionId(transactionId);
    request.setChannelId(this.channel);
    request.setIdentity(this.#creator);
    const signed = new messages.SignedCommitStatusRequest();
    signed.setRequest(request.serializeBinary());
    const commit = this.#line.gateway.newCommit(signed.serializeBinary());
    const { code } = await commit.getStatus({ deadline: Date.now() + verdictMs });
    return validationCodeName(code);
  }

  /** The channel's blocks from a number on. */
  blocks(fromBlock: number, signal: AbortSignal): AsyncIterable<LedgerBlock> {
    return blockStream([this.#line], this.contract, fromBlock, signal);
  }

  height(): Promise<number> {
    return this.#line.height();
  }

  close(): void {
    this.#line.close();
  }

  #proposal(functionName: string, args: readonly string[], time: number): Uint8Array {
    const nonce = randomBytes(nonceBytes);
    const transactionId = createHash('sha256').update(nonce).update(this.#creator).digest('hex');
    const body = new peer.Proposal();
    body.setHeader(this.#header(transactionId, nonce, time));
    const payload = new peer.ChaincodeProposalPayload();
    payload.setInput(this.#call([functionName, ...args]));
    body.setPayload(payload.serializeBinary());
    const signed = new peer.SignedProposal();
    signed.setProposalBytes(body.serializeBinary());
    const proposed = new messages.ProposedTransaction();
    proposed.setTransactionId(transactionId);
    proposed.setProposal(signed);
    return proposed.serializeBinary();
  }

  #header(transactionId: string, nonce: Uint8Array, time: number): Uint8Array {
    const id = new peer.ChaincodeID();
    id.setName(this.contract);
    const extension = new peer.ChaincodeHeaderExtension();
    extension.setChaincodeId(id);
    const channelHeader = new common.ChannelHeader();
    channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
    channelHeader.setTxId(transactionId);
    channelHeader.setTimestamp(timestampOf(time));
    channelHeader.setChannelId(this.channel);
    channelHeader.setExtension$(extension.serializeBinary());
    const signatureHeader = new common.SignatureHeader();
    signatureHeader.setCreator(this.#creator);
    signatureHeader.setNonce(nonce);
    const header = new common.Header();
    header.setChannelHeader(channelHeader.serializeBinary());
    header.setSignatureHeader(signatureHeader.serializeBinary());
    return header.serializeBinary();
  }

  #call(args: readonly string[]): Uint8Array {
    const input = new peer.ChaincodeInput();
    input.setArgsList(args.map((text) => Buffer.from(text)));
    const id = new peer.ChaincodeID();
    id.setName(this.contract);
    const spec = new peer.ChaincodeSpec();
    spec.setType(peer.ChaincodeSpec.Type.NODE);
    spec.setChaincodeId(id);
    spec.setInput(input);
    const call = new peer.ChaincodeInvocationSpec();
    call.setChaincodeSpec(spec);
    return call.serializeBinary();
  }
}
