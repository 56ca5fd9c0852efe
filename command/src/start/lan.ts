import { once } from 'node:events';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { StartRefused } from '../start-refused.ts';
import { makeLeaf, readOrMakeAuthority } from './authority.ts';
import { guidePage } from './lan-guide.ts';
import type { Parts } from './parts.ts';

/** The guide lies behind the four doors and the mail page. */
const GUIDE_PORT_OFFSET = 5;

export interface Lan {
  addresses: { wallet: string; counter: string; console: string };
  tls: { key: string; cert: string };
  /** A page over plain HTTP, because the phone does not trust our HTTPS yet: how to trust it, in three steps. */
  guideAddress: string;
}

/** Readies this computer for phones in the same network: authority, certificate, and the page that explains. */
export async function openLan(directory: string, port: number, parts: Parts): Promise<Lan> {
  const ip = lanAddress();
  const authority = await readOrMakeAuthority(join(directory, 'tls'), ip);
  const tls = await makeLeaf(authority, { names: ['localhost'], ips: [ip, '127.0.0.1'] });
  const door = (offset: number) => `https://${ip}:${port + offset}`;
  const addresses = { wallet: door(0), counter: door(1), console: door(2) };
  const guidePort = port + GUIDE_PORT_OFFSET;
  await serveGuide(guidePort, new Uint8Array(authority.certificate.rawData), addresses, parts);
  return { addresses, tls, guideAddress: `http://${ip}:${guidePort}` };
}

/** This computer's first address in a local network. */
function lanAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (found === undefined) {
    throw new StartRefused(
      '--lan needs a network, and this computer is in none; connect it, or leave --lan out.',
    );
  }
  return found.address;
}

async function serveGuide(
  port: number,
  certificate: Uint8Array,
  addresses: Lan['addresses'],
  parts: Parts,
): Promise<void> {
  const server = createServer((request, response) => {
    if (request.url === '/kumoh-pay.crt') {
      // This type makes iOS offer a profile and Android its certificate installer.
      response.writeHead(200, { 'content-type': 'application/x-x509-ca-cert' }).end(certificate);
      return;
    }
    response
      .writeHead(request.url === '/' ? 200 : 404, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
        'x-content-type-options': 'nosniff',
      })
      .end(guidePage(addresses));
  });
  server.listen(port, '0.0.0.0');
  await once(server, 'listening').catch((cause: unknown) => {
    throw new StartRefused(`port ${port} (the guide for phones) is taken; choose others with --port N.`, {
      cause,
    });
  });
  parts.add('the guide for phones', () => {
    server.close();
    server.closeAllConnections();
  });
}
