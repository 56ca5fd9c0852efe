import type { peer } from '@hyperledger/fabric-protos';

/** What a stub is made over, in version 2.5.8; it is no public interface. */
declare module 'fabric-shim' {
  interface ChaincodeStub {
    /** Of Fabric's own stub; a contract's context calls it by an interface that does not name it. */
    readonly handler?: {
      readonly _stream: object;
      _askPeerAndListen(message: peer.ChaincodeMessage, name: string): Promise<Uint8Array>;
    };
  }
}
