/// <reference path="./shim-insides.d.ts" />
import type { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { peer } from '@hyperledger/fabric-protos';
import { type Contract, JSONSerializer } from 'fabric-contract-api';
import ChaincodeFromContract from 'fabric-shim/lib/contract-spi/chaincodefromcontract.js';
import ChaincodeServer from 'fabric-shim/lib/server.js';
import { heardReady } from './batches.ts';

/** Peer and contract are one organisation's: no message is too large for it, and a connection that died is noticed within a minute. */
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

/** With keys both sides prove who they are; without, the contract must listen where only its own peer can reach it. */
function tlsKeys() {
  if ((process.env['CHAINCODE_TLS_KEY'] ?? '') === '') return {};
  const file = (name: string, meaning: string) => readFileSync(fromEnvironment(name, meaning));
  const tlsProps = {
    key: file('CHAINCODE_TLS_KEY', 'the private key’s PEM file'),
    cert: file('CHAINCODE_TLS_CERT', 'the certificate’s PEM file'),
    clientCACerts: file('CHAINCODE_CLIENT_CA_CERT', 'the PEM file of who signed the peer’s certificate'),
  };
  return { tlsProps };
}

/** Listens, beside the shim, to what the peer says of itself before the first call. */
class AttentiveServer extends ChaincodeServer {
  override connect(stream: EventEmitter): void {
    stream.on('data', (message: peer.ChaincodeMessage) => {
      if (message.getType() === peer.ChaincodeMessage.Type.READY)
        heardReady(stream, message.getPayload_asU8());
    });
    super.connect(stream);
  }
}

/**
 * Serves contracts to a peer: one process an organisation. Run from a bundle, in which the shim's loggers are silent
 * (command/src/fabric/bundle.ts). The environment's names are the usual ones of such services.
 */
export async function serve(contracts: readonly (new () => Contract)[]): Promise<void> {
  // A peer that goes away in the midst of a call leaves a promise that nobody waits for; the next call is not its business.
  process.on('unhandledRejection', (reason) => console.error('contract: a call was broken off:', reason));
  process.on('SIGTERM', () => process.exit(0));
  const serializers = { serializers: { jsonSerializer: JSONSerializer }, transaction: 'jsonSerializer' };
  const chaincode = new ChaincodeFromContract([...contracts], serializers, {}, 'kumoh-pay', '1');
  const server = new AttentiveServer(chaincode, {
    address: fromEnvironment('CHAINCODE_SERVER_ADDRESS', 'host:port to listen on'),
    ccid: fromEnvironment('CHAINCODE_ID', 'the package id that the peer knows it by'),
    ...tlsKeys(),
    ...CONNECTION,
  });
  await server.start();
  console.log('contract: listening');
}
