import { isIP } from 'node:net';
import { type ServerConfig, StartRefused } from './server-config.ts';

/**
 * Three host names on a real installation: browsers send a host's cookies to all its ports. On localhost and on the bare
 * number of a machine in the room there is only one name to have.
 */
export function checkAddresses({ publicAddresses }: Pick<ServerConfig, 'publicAddresses'>): void {
  const hosts = Object.values(publicAddresses ?? {}).map((address) => new URL(address).hostname);
  const named = hosts.filter((host) => host !== 'localhost' && isIP(host.replaceAll(/[[\]]/g, '')) === 0);
  if (new Set(named).size < named.length) {
    throw new StartRefused(
      'Wallet, counter and console need three different host names; two of the addresses have one in common.',
    );
  }
}
