import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLeaf, readOrMakeAuthority } from './authority.ts';

const lan = '192.168.0.12';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kumoh-tls-test-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function ask(options: { ca?: string; servername?: string; tls: { key: string; cert: string } }) {
  const server = createServer(options.tls, (_request, response) => response.end('안녕하세요'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  try {
    return await new Promise((resolve, reject) => {
      const { ca, servername } = options;
      const asked = request({ host: '127.0.0.1', port, ca, servername, agent: false }, (response) => {
        response.setEncoding('utf8').on('data', resolve);
      });
      asked.once('error', reject).end();
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test('who trusts the authority trusts this computer, and nobody else does', async () => {
  const authority = await readOrMakeAuthority(directory, lan);
  const ca = authority.certificate.toString('pem');
  const tls = await makeLeaf(authority, { names: ['localhost'], ips: ['127.0.0.1'] });
  expect(await ask({ tls, ca })).toBe('안녕하세요');
  expect(await ask({ tls, ca, servername: 'localhost' })).toBe('안녕하세요');
  await expect(ask({ tls })).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  await expect(ask({ tls, ca, servername: 'bank.example' })).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
});

test('the authority stays the same over starts, so that phones trust it once', async () => {
  const first = await readOrMakeAuthority(directory, lan);
  const second = await readOrMakeAuthority(directory, lan);
  expect(second.certificate.toString('pem')).toBe(first.certificate.toString('pem'));
  const tls = await makeLeaf(second, { names: [], ips: ['127.0.0.1'] });
  expect(await ask({ tls, ca: first.certificate.toString('pem') })).toBe('안녕하세요');
});

test('a stolen authority poses as no site in the world: no phone takes its word beyond this network', async () => {
  const authority = await readOrMakeAuthority(directory, lan);
  const ca = authority.certificate.toString('pem');
  const bank = await makeLeaf(authority, { names: ['bank.example'], ips: [] });
  await expect(ask({ tls: bank, ca, servername: 'bank.example' })).rejects.toThrow(
    'permitted subtree violation',
  );
  const nearer = await makeLeaf(authority, { names: ['localhost'], ips: [lan, '10.1.2.3'] });
  expect(await ask({ tls: nearer, ca, servername: 'localhost' })).toBe('안녕하세요');
});

test('a computer with a public address, as on a campus, has an authority for it; at another address it makes a new one', async () => {
  const first = await readOrMakeAuthority(directory, '203.0.113.7');
  expect(await readOrMakeAuthority(directory, '203.0.113.7')).toEqual(first);
  expect(await readOrMakeAuthority(directory, '10.4.5.6')).toEqual(first);
  const elsewhere = await readOrMakeAuthority(directory, '198.51.100.9');
  expect(elsewhere.certificate.serialNumber).not.toBe(first.certificate.serialNumber);
});

test('the authority’s key is readable by its owner only', async () => {
  await readOrMakeAuthority(directory, lan);
  expect((await stat(join(directory, 'authority.key'))).mode & 0o777).toBe(0o600);
});
