import { JSONSerializer } from 'fabric-contract-api';
import { Shim } from 'fabric-shim';
import ChaincodeFromContract from 'fabric-shim/lib/contract-spi/chaincodefromcontract.js';
import { contracts } from './index.ts';

/**
 * The contract as a service: one process an organisation, which its peer calls. Run from a bundle, in which the shim's
 * loggers are silent (command/src/fabric/bundle.ts).
 */

/** Peer and contract are one organisation's: no message is too large for it, and a connection that died is noticed within seconds. */
const CONNECTION = {
  'grpc.max_send_message_length': -1,
  'grpc.max_receive_message_length': -1,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  'grpc.keepalive_permit_without_calls': 1,
};

function fromEnvironment(name: string, meaning: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} must name ${meaning}`);
  return value;
}

async function serve(): Promise<void> {
  const serializers = { serializers: { jsonSerializer: JSONSerializer }, transaction: 'jsonSerializer' };
  const chaincode = new ChaincodeFromContract([...contracts], serializers, {}, 'kumoh-pay', '1');
  const server = Shim.server(chaincode, {
    address: fromEnvironment('CORE_CHAINCODE_ADDRESS', 'host:port to listen on'),
    ccid: fromEnvironment('CORE_CHAINCODE_ID', 'the package id that the peer knows it by'),
    ...CONNECTION,
  });
  await server.start();
  console.log('contract: listening');
}

// A peer that goes away in the midst of a call leaves a promise that nobody waits for; the next call is not its business.
process.on('unhandledRejection', (reason) => console.error('contract: a call was broken off:', reason));
process.on('SIGTERM', () => process.exit(0));
await serve();
