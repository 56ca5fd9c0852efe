import { type ClientDuplexStream, credentials } from '@grpc/grpc-js';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { z } from 'zod';

const { ChaincodeMessage } = peer;
type Message = peer.ChaincodeMessage;
type MessageType = peer.ChaincodeMessage.TypeMap[keyof peer.ChaincodeMessage.TypeMap];

const CHANNEL = 'vouchers-testtest';

const metadataSchema = z.object({
  contracts: z.record(z.string(), z.object({ transactions: z.array(z.object({ name: z.string() })) })),
});

/** A peer's part of the conversation with a contract process, as far as a test needs it: it registers it and calls it. */
export class CallingPeer {
  readonly #client: peer.ChaincodeClient;
  readonly #stream: ClientDuplexStream<Message, Message>;
  readonly #heard: Message[] = [];
  readonly #waiting: ((message: Message) => void)[] = [];

  constructor(address: string) {
    this.#client = new peer.ChaincodeClient(address, credentials.createInsecure());
    this.#stream = this.#client.connect();
    this.#stream.on('data', (message: Message) => {
      const next = this.#waiting.shift();
      if (next) next(message);
      else this.#heard.push(message);
    });
    // The process ends with the test.
    this.#stream.on('error', () => undefined);
  }

  /** The package id that the process names itself by. */
  async registered(): Promise<string> {
    const registration = await this.#next(ChaincodeMessage.Type.REGISTER);
    this.#say(ChaincodeMessage.Type.REGISTERED);
    this.#say(ChaincodeMessage.Type.READY);
    return peer.ChaincodeID.deserializeBinary(registration.getPayload_asU8()).getName();
  }

  /** Every function that a client with this certificate (PEM) could call, by contract. */
  async functions(caller: string): Promise<Record<string, string[]>> {
    const input = new peer.ChaincodeInput();
    input.setArgsList([new TextEncoder().encode('org.hyperledger.fabric:GetMetadata')]);
    this.#say(ChaincodeMessage.Type.TRANSACTION, input.serializeBinary(), caller);
    const completed = await this.#next(ChaincodeMessage.Type.COMPLETED);
    const response = peer.Response.deserializeBinary(completed.getPayload_asU8());
    const metadata = metadataSchema.parse(
      JSON.parse(Buffer.from(response.getPayload_asU8()).toString('utf8')),
    );
    return Object.fromEntries(
      Object.entries(metadata.contracts).map(([name, { transactions }]) => [
        name,
        transactions.map((one) => one.name).sort(),
      ]),
    );
  }

  close(): void {
    this.#stream.end();
    this.#client.close();
  }

  #say(type: MessageType, payload?: Uint8Array, caller?: string): void {
    const message = new ChaincodeMessage();
    message.setType(type);
    if (payload !== undefined) message.setPayload(payload);
    if (caller !== undefined) message.setProposal(proposalOf(caller));
    message.setTxid('0'.repeat(64));
    message.setChannelId(CHANNEL);
    this.#stream.write(message);
  }

  async #next(type: MessageType): Promise<Message> {
    const message =
      this.#heard.shift() ?? (await new Promise<Message>((resolve) => this.#waiting.push(resolve)));
    if (message.getType() !== type) throw new Error(`the contract said ${message.getType()}, not ${type}`);
    return message;
  }
}

/** A client's proposal, as far as the contract's context reads it: who calls. */
function proposalOf(caller: string): peer.SignedProposal {
  const creator = new msp.SerializedIdentity();
  creator.setMspid('Coop');
  creator.setIdBytes(new TextEncoder().encode(caller));
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator.serializeBinary());
  const header = new common.Header();
  header.setSignatureHeader(signatureHeader.serializeBinary());
  header.setChannelHeader(new common.ChannelHeader().serializeBinary());
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(new TextEncoder().encode('a payload may not be empty'));
  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(payload.serializeBinary());
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  return signed;
}
