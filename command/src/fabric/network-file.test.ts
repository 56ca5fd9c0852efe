import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readNetworkFile, writeNetworkFile } from './network-file.ts';
import { choosePorts } from './ports.ts';
import { lastLines, networkStatus } from './status.ts';

let dataFolder: string;
let folder: string;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'kumoh-network-file-test-'));
  folder = join(dataFolder, 'fabric');
});
afterEach(() => rm(dataFolder, { recursive: true }));

test('a data folder without a network has none, and its status says so', async () => {
  expect(await readNetworkFile(folder)).toBeNull();
  expect(await networkStatus(dataFolder)).toBeNull();
});

test('what was written is read again, whole, and nothing half written is left', async () => {
  await mkdir(folder);
  const network = { channel: 'vouchers-abcd1234', ports: await choosePorts(), deployed: null };
  await writeNetworkFile(folder, network);
  expect(await readNetworkFile(folder)).toEqual(network);
  expect(await readdir(folder)).toEqual(['network.json']);
});

test('a network whose file is gone or broken is refused, never made anew over its ledgers', async () => {
  await mkdir(folder);
  await expect(readNetworkFile(folder)).rejects.toThrow(/restore it from its backup/);
  await writeFile(join(folder, 'network.json'), '{"channel":"vouchers-abcd1234"');
  await expect(readNetworkFile(folder)).rejects.toThrow(/restore it from its backup/);
  await writeFile(join(folder, 'network.json'), '{"channel":"other","ports":{},"deployed":null}');
  await expect(readNetworkFile(folder)).rejects.toThrow(/restore it from its backup/);
});

test('a network that is down is told process by process; its logs show their last lines', async () => {
  await mkdir(join(folder, 'run'), { recursive: true });
  await writeNetworkFile(folder, {
    channel: 'vouchers-abcd1234',
    ports: await choosePorts(),
    deployed: null,
  });
  const status = await networkStatus(dataFolder);
  expect(status?.processes.map(({ pid }) => pid)).toEqual(Array(7).fill(null));
  expect(await lastLines(dataFolder, 'peer-coop', 5)).toEqual([]);
  await writeFile(join(folder, 'run', 'peer-coop.log'), 'one\ntwo\nthree\n');
  expect(await lastLines(dataFolder, 'peer-coop', 2)).toEqual(['two', 'three']);
  await expect(lastLines(dataFolder, 'peer-moon', 2)).rejects.toThrow(/there is no process "peer-moon"/);
});
