/// <reference path="./shim-stub.d.ts" />
import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeStub } from 'fabric-shim';
import type { Write } from './ledger.ts';
import { bytesField, numberField, readFields } from './wire.ts';

/**
 * Reads and writes of many keys in one message, which peers take since Fabric 3.1 and the shim (2.5.8) does not know. A peer
 * says in its READY message what it takes (core/chaincode/handler.go); without that, as on the embedded ledger, each key goes
 * by itself. Field numbers are those of fabric-protos, peer/chaincode_shim.proto.
 */
export interface Together {
  /** Keys of one message; 0: the peer does not take such messages. */
  read: number;
  write: number;
}

const messageTypes = { writeBatchState: 24, getStateMultiple: 25 };
const writeTypes = { put: 9, delete: 10 };
/** What of a stub is used here. */
type Stub = Pick<ChaincodeStub, 'handler' | 'getTxID' | 'getChannelID'>;
type Handler = NonNullable<Stub['handler']>;
const peers = new WeakMap<object, Together>();
const nothing: Together = { read: 0, write: 0 };
const takenBy = (handler: Handler | undefined): Together =>
  (handler && peers.get(handler._stream)) ?? nothing;

/** Notes what the peer at the other end of this stream takes. */
export const heardReady = (stream: object, payload: Uint8Array): void =>
  void peers.set(stream, readTogether(payload));

/** Null when the peer must be asked key by key. @throws what the peer answers as an error */
export async function getTogether(stub: Stub, keys: readonly string[]): Promise<Uint8Array[] | null> {
  const { handler } = stub;
  const atOnce = takenBy(handler).read;
  if (handler === undefined || atOnce === 0 || keys.length < 2) return null;
  const values: Uint8Array[] = [];
  for (const some of inPieces(keys, atOnce)) {
    const request = Buffer.concat(some.map((key) => bytesField(1, Buffer.from(key, 'utf8'))));
    const answer = await ask(stub, handler, messageTypes.getStateMultiple, request);
    const found = readFields(answer).flatMap(({ value }) => (typeof value === 'number' ? [] : [value]));
    if (found.length !== some.length)
      throw new Error(`the peer answered ${found.length} of ${some.length} keys`);
    values.push(...found);
  }
  return values;
}

/** False when the peer must be told key by key; then nothing has been written. @throws what the peer answers as an error */
export async function writeTogether(stub: Stub, changes: readonly Write[]): Promise<boolean> {
  const { handler } = stub;
  const atOnce = takenBy(handler).write;
  if (handler === undefined || atOnce === 0 || changes.length < 2) return false;
  for (const some of inPieces(changes, atOnce)) {
    const request = Buffer.concat(some.map((change) => bytesField(1, writeRecord(change))));
    await ask(stub, handler, messageTypes.writeBatchState, request);
  }
  return true;
}

const writeRecord = ({ key, value }: Write): Buffer =>
  Buffer.concat([
    bytesField(1, Buffer.from(key, 'utf8')),
    ...(value === null ? [] : [bytesField(2, Buffer.from(value, 'utf8'))]),
    numberField(5, value === null ? writeTypes.delete : writeTypes.put),
  ]);

/** The shim's own way of asking, with a type of message that its own list does not have yet. */
function ask(stub: Stub, handler: Handler, type: number, payload: Uint8Array): Promise<Uint8Array> {
  const message = peer.ChaincodeMessage.deserializeBinary(numberField(1, type));
  message.setPayload(payload);
  message.setTxid(stub.getTxID());
  message.setChannelId(stub.getChannelID());
  // The name only says how an answer is parsed: one that the shim does not know comes back as bytes.
  return handler._askPeerAndListen(message, `message ${type}`);
}

/** ChaincodeAdditionalParams: use_write_batch, max_size_write_batch, use_get_multiple_keys, max_size_get_multiple_keys. */
function readTogether(payload: Uint8Array): Together {
  const said = new Map(readFields(payload).map(({ field, value }) => [field, Number(value)]));
  const most = (use: number, size: number): number => (said.get(use) === 1 ? (said.get(size) ?? 0) : 0);
  return { write: most(1, 2), read: most(3, 4) };
}

function* inPieces<Item>(items: readonly Item[], size: number): Iterable<readonly Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
