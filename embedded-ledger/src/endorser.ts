import { EventEmitter } from 'node:events';
import { peer } from '@hyperledger/fabric-protos';
import type { TransactionContent } from './block.ts';
import { EndorseError } from './errors.ts';
import { simulationSliceMs } from './limits.ts';
import { answer, textOf } from './peer-answer.ts';
import type { ContractClass, ShimStream } from './shim.ts';
import { loadShim } from './shim.ts';
import type { Simulation } from './simulation.ts';

const { Type } = peer.ChaincodeMessage;
/** From this status on a chaincode's response is an error: shim/lib/stub.js, ERRORTHRESHOLD. */
const errorStatus = 400;

export type Outcome = { result: string; event: TransactionContent['event'] };
type MessageType = Parameters<peer.ChaincodeMessage['setType']>[0];
type Running = { simulation: Simulation; complete: (message: peer.ChaincodeMessage) => void };

/** The peer's end of one chaincode: the shipped handler and contract run on the other end of an in-memory stream. */
export class Endorser {
  /** The organisation in whose name it endorses. */
  readonly organisation: string;
  readonly #channel: string;
  readonly #stream: ShimStream;
  readonly #running = new Map<string, Running>();
  #sliceBegan = 0;

  constructor(organisation: string, contract: ContractClass, channel: string) {
    const shim = loadShim();
    this.organisation = organisation;
    this.#channel = channel;
    this.#stream = Object.assign(new EventEmitter(), {
      write: (message: peer.ChaincodeMessage) => this.#receive(message),
      end: () => undefined,
    });
    const chaincode = new shim.ChaincodeFromContract([contract], shim.serializers, {}, organisation, '1');
    const register = new peer.ChaincodeMessage();
    register.setType(Type.REGISTER);
    new shim.MessageHandler(this.#stream, chaincode).chat(register);
    this.#send(Type.REGISTERED, '', new Uint8Array());
    this.#send(Type.READY, '', new Uint8Array());
  }

  /** Runs one proposal to its end. Throws EndorseError if the contract threw or a limit was met. */
  async simulate(
    simulation: Simulation,
    signed: peer.SignedProposal,
    input: Uint8Array,
    executionMs: number,
  ): Promise<Outcome> {
    const id = simulation.transactionId;
    if (this.#running.has(id)) {
      throw new EndorseError(`txid ${id} already exists in the active transactions`, id, 'duplicate');
    }
    const began = performance.now();
    let timer: NodeJS.Timeout | undefined;
    try {
      const completed = await new Promise<peer.ChaincodeMessage>((complete, fail) => {
        timer = setTimeout(() => fail(tooSlow(id, executionMs)), executionMs);
        this.#running.set(id, { simulation, complete });
        this.#send(Type.TRANSACTION, id, input, signed);
      });
      if (simulation.failure !== undefined) throw simulation.failure;
      if (performance.now() - began > executionMs) throw tooSlow(id, executionMs);
      return outcomeOf(completed, id);
    } finally {
      clearTimeout(timer);
      this.#running.delete(id);
    }
  }

  #receive(message: peer.ChaincodeMessage): void {
    const type = message.getType();
    if (type === Type.REGISTER) return;
    const running = this.#running.get(message.getTxid());
    if (type === Type.COMPLETED || type === Type.ERROR) {
      running?.complete(message);
      return;
    }
    const reply = () => this.#reply(running?.simulation, message);
    const now = performance.now();
    if (now - this.#sliceBegan < simulationSliceMs) {
      reply();
      return;
    }
    setImmediate(() => {
      this.#sliceBegan = performance.now();
      reply();
    });
  }

  #reply(simulation: Simulation | undefined, message: peer.ChaincodeMessage): void {
    const id = message.getTxid();
    let payload: Uint8Array;
    try {
      if (simulation === undefined) throw new Error(`transaction ${id} is not running (any more)`);
      payload = answer(simulation, message.getType(), message.getPayload_asU8());
    } catch (cause) {
      this.#send(Type.ERROR, id, Buffer.from(cause instanceof Error ? cause.message : String(cause)));
      return;
    }
    this.#send(Type.RESPONSE, id, payload);
  }

  #send(type: MessageType, id: string, payload: Uint8Array, proposal?: peer.SignedProposal): void {
    const message = new peer.ChaincodeMessage();
    message.setType(type);
    message.setTxid(id);
    message.setChannelId(this.#channel);
    message.setPayload(payload);
    if (proposal !== undefined) message.setProposal(proposal);
    this.#stream.emit('data', message);
  }
}

function tooSlow(id: string, executionMs: number): EndorseError {
  return new EndorseError(`the contract ran longer than ${executionMs} ms`, id, 'limit');
}

function outcomeOf(completed: peer.ChaincodeMessage, id: string): Outcome {
  if (completed.getType() === Type.ERROR) {
    throw new EndorseError(textOf(completed.getPayload_asU8()), id, 'contract');
  }
  const response = peer.Response.deserializeBinary(completed.getPayload_asU8());
  if (response.getStatus() >= errorStatus) throw new EndorseError(response.getMessage(), id, 'contract');
  const event = completed.getChaincodeEvent();
  try {
    return {
      result: textOf(response.getPayload_asU8()),
      event:
        event === undefined ? null : { name: event.getEventName(), payload: textOf(event.getPayload_asU8()) },
    };
  } catch (cause) {
    throw new EndorseError('a result or an event is not UTF-8 text', id, 'contract', { cause });
  }
}
