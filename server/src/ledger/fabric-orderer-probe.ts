import type { Client } from '@grpc/grpc-js';
import { common, gateway as messages } from '@hyperledger/fabric-protos';

/** Sends a submission as it is. @throws the peer's error */
export type SubmitRaw = (request: Uint8Array, withinMs: number) => Promise<void>;

/** The gateway's service by its name: the library would look into a transaction before it sends it. */
export function submitRaw(client: Client, request: Uint8Array, withinMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  client.makeUnaryRequest(
    '/gateway.Gateway/Submit',
    (bytes: Uint8Array) => Buffer.from(bytes),
    (bytes: Buffer) => bytes,
    request,
    { deadline: Date.now() + withinMs },
    (error) => (error ? reject(error) : resolve()),
  );
  return promise;
}

/** What an orderer says of an envelope that it refuses; a peer that reaches none has other words (internal/pkg/gateway/submit.go). */
const ordererRefused = /response from orderer: status=(?!SERVICE_UNAVAILABLE)/;

/**
 * A client cannot ask the ordering service how it is, but it can hear it refuse: an envelope for this channel that nobody
 * has signed is never ordered. Null when an orderer answered, else why none did.
 */
export async function ordererSilence(
  submit: SubmitRaw,
  channel: string,
  withinMs: number,
): Promise<string | null> {
  try {
    await submit(unsignedEnvelope(channel), withinMs);
    return null;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return ordererRefused.test(words) ? null : words;
  }
}

function unsignedEnvelope(channel: string): Uint8Array {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.MESSAGE);
  channelHeader.setChannelId(channel);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  // The gateway asks for one, without looking at it.
  envelope.setSignature(Uint8Array.of(0));
  const request = new messages.SubmitRequest();
  request.setTransactionId('readiness');
  request.setChannelId(channel);
  request.setPreparedTransaction(envelope);
  return request.serializeBinary();
}
