import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { checkServerIdentity, connect } from 'node:tls';

const loopback = '127.0.0.1';

/** The page of three steps, and the certificate behind its first. @param address as `./kumoh start --lan` prints it; asked by loopback. */
export async function readGuide(address: string): Promise<{ page: string; authority: X509Certificate }> {
  const { port } = new URL(address);
  const page = await (await fetch(`http://${loopback}:${port}/`)).text();
  const [path = ''] = /\/kumoh-pay\.crt/.exec(page) ?? [];
  const file = await (await fetch(`http://${loopback}:${port}${path}`)).arrayBuffer();
  return { page, authority: new X509Certificate(new Uint8Array(file)) };
}

/**
 * Asks an HTTPS address by loopback, trusting this authority and no other.
 * @returns SHA-256 over the public key that answered, in base64. @throws if a phone would not trust it
 */
export async function keyTrustedAt(address: string, authority: X509Certificate): Promise<string> {
  const { hostname, port } = new URL(address);
  const line = connect({
    host: loopback,
    port: Number(port),
    ca: authority.toString(),
    checkServerIdentity: (_host, certificate) => checkServerIdentity(hostname, certificate),
  });
  try {
    await once(line, 'secureConnect');
    const key = line.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
    if (!key) throw new Error(`${address} showed no certificate`);
    return createHash('sha256').update(key).digest('base64');
  } finally {
    line.destroy();
  }
}
