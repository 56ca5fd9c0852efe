import type { AddressInfo } from 'node:net';

/** The port that a listener was given, which differs from the one asked for when that was 0. */
export function listeningPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return address.port;
}
