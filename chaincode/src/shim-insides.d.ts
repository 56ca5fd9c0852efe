/** The shim's own way from contract classes to what a peer calls. Read in version 2.5.8; it is no public interface. */
declare module 'fabric-shim/lib/contract-spi/chaincodefromcontract.js' {
  import type { Contract } from 'fabric-contract-api';
  import type { ChaincodeInterface } from 'fabric-shim';

  type Serializers = { serializers: Record<string, unknown>; transaction: string };
  const ChaincodeFromContract: new (
    contracts: (new () => Contract)[],
    serializers: Serializers,
    metadata: object,
    title: string,
    version: string,
  ) => ChaincodeInterface;
  export default ChaincodeFromContract;
}

/** The server alone: the shim's public way to it asks for TLS keys even where there are none. */
declare module 'fabric-shim/lib/server.js' {
  import type { EventEmitter } from 'node:events';
  import type { ChaincodeInterface } from 'fabric-shim';

  type TlsKeys = { key: Buffer; cert: Buffer; clientCACerts: Buffer };
  export default class ChaincodeServer {
    constructor(
      chaincode: ChaincodeInterface,
      options: { address: string; ccid: string; tlsProps?: TlsKeys; [option: `grpc.${string}`]: number },
    );
    start(): Promise<void>;
    /** A peer has called. */
    connect(stream: EventEmitter): void;
  }
}
