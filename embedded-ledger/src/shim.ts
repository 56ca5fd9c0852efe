import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { peer } from '@hyperledger/fabric-protos';
import type { Contract } from 'fabric-contract-api';

/** A contract class without decorators: strings in, a string out. */
export type ContractClass = new () => Contract;

/** The end of the stream that the shim's handler holds: it writes messages, and hears them as 'data'. */
export type ShimStream = EventEmitter & {
  write(message: peer.ChaincodeMessage): void;
  end(): void;
};

type Chaincode = object;
type Serializers = { serializers: Record<string, unknown>; transaction: string };
type ChaincodeFromContract = new (
  contracts: ContractClass[],
  serializers: Serializers,
  metadata: object,
  title: string,
  version: string,
) => Chaincode;
type MessageHandler = new (
  stream: ShimStream,
  chaincode: Chaincode,
) => {
  chat(first: peer.ChaincodeMessage): void;
};
type Logger = Record<string, () => void>;
type LoggerModule = { getLogger: (name?: string) => Logger };

/** The deep imports below are no public interface: they were read in this version and are tested with it alone. */
export const shimVersion = '2.5.8';

const require = createRequire(import.meta.url);
const levels = ['error', 'warn', 'info', 'verbose', 'debug', 'silly', 'log'];
/** The loggers that either library may have made before it came to us, by the names it gives them. */
const earlyLoggers = [
  './lib/contract.js',
  './lib/jsontransactionserializer.js',
  'contracts-spi/chaincodefromcontract.js',
  'contracts-spi/datamarshall.js',
  'lib/chaincode.js',
  'lib/handler.js',
  'lib/iterators.js',
  'lib/stub.js',
];

/**
 * winston formats every line before it looks at the level: half of the processor time of a call, and a line on the
 * console for each refusal. What matters of them reaches us as the contract's own message.
 */
function silence(modulePath: string): void {
  const module: LoggerModule = require(modulePath);
  const original = module.getLogger;
  for (const name of earlyLoggers) mute(original(name));
  const silent = mute({});
  module.getLogger = () => silent;
}

function mute(logger: Logger): Logger {
  for (const level of levels) logger[level] = () => undefined;
  return logger;
}

/**
 * Loading the loggers also makes winston swallow every uncaught exception and unhandled rejection of the whole
 * process, which would then go on in an unknown state. They are given back to Node.
 */
function giveBackUncaughtErrors(): void {
  for (const listener of process.listeners('uncaughtException')) {
    if (listener.name === 'bound _uncaughtException') process.off('uncaughtException', listener);
  }
  for (const listener of process.listeners('unhandledRejection')) {
    if (listener.name === 'loggerUnhandledRejectionFn') process.off('unhandledRejection', listener);
  }
}

type Shim = {
  ChaincodeFromContract: ChaincodeFromContract;
  MessageHandler: MessageHandler;
  serializers: Serializers;
};
let loaded: Shim | undefined;

/** The shipped shim, silent. Throws if another version than the tested one is installed. */
export function loadShim(): Shim {
  if (loaded !== undefined) return loaded;
  const { version }: { version: string } = require('fabric-shim/package.json');
  if (version !== shimVersion)
    throw new Error(`fabric-shim ${version} is installed; only ${shimVersion} is known to work`);
  silence('fabric-contract-api/lib/logger');
  silence('fabric-shim/lib/logger');
  const {
    ChaincodeMessageHandler,
  }: { ChaincodeMessageHandler: MessageHandler } = require('fabric-shim/lib/handler');
  const fromContract: ChaincodeFromContract = require('fabric-shim/lib/contract-spi/chaincodefromcontract');
  const { JSONSerializer }: { JSONSerializer: unknown } = require('fabric-contract-api');
  giveBackUncaughtErrors();
  loaded = {
    ChaincodeFromContract: fromContract,
    MessageHandler: ChaincodeMessageHandler,
    serializers: { serializers: { jsonSerializer: JSONSerializer }, transaction: 'jsonSerializer' },
  };
  return loaded;
}
