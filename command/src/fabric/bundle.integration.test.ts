import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { readOrMakeAuthority } from '../start/authority.ts';
import { type Bundle, buildContract, keepBundle } from './bundle.ts';
import { CallingPeer } from './calling-peer.ts';

let folder: string;
let bundle: Bundle;
let caller: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kumoh-bundle-test-'));
  bundle = await buildContract();
  caller = (await readOrMakeAuthority(folder, '127.0.0.1')).certificate.toString('pem');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the same sources give the same bundle: its digest is what three organisations compare', async () => {
  expect((await buildContract()).digest).toBe(bundle.digest);
});

test('a peer that calls the bundle finds execute, read and the description of them, and nothing else', async () => {
  const port = await freePort();
  const path = await keepBundle(folder, bundle);
  const child = spawn(process.execPath, [path], {
    env: { CHAINCODE_SERVER_ADDRESS: `127.0.0.1:${port}`, CHAINCODE_ID: 'kumoh-pay_1:abc' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    await once(createInterface(child.stdout), 'line');
    const peer = new CallingPeer(`127.0.0.1:${port}`);
    try {
      expect(await peer.registered()).toBe('kumoh-pay_1:abc');
      expect(await peer.functions(caller)).toEqual({
        'kumoh-pay': ['execute', 'read'],
        'org.hyperledger.fabric': ['GetMetadata'],
      });
    } finally {
      peer.close();
    }
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  }
});
