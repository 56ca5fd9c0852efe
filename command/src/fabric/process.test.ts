import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { isAlive } from '../process-end.ts';
import type { Launch } from './launch.ts';
import { killProcess, startProcess, stopProcess } from './process.ts';
import { rememberPid, runningPid } from './running.ts';

const LISTENS = `require('net').createServer().listen(Number(process.env.PORT), '127.0.0.1')`;

let folder: string;
let launch: Launch;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kumoh-process-test-'));
  const listen = await freePort();
  launch = {
    name: 'orderer',
    program: process.execPath,
    words: ['-e', LISTENS],
    environment: { PORT: String(listen) },
    ports: { listen },
  };
});
afterEach(async () => {
  await stopProcess(folder, 'orderer');
  await rm(folder, { recursive: true, force: true });
});

test('a process that runs is not started twice, and one that does not run is not stopped twice', async () => {
  expect(await startProcess(folder, launch)).toBe(true);
  const pid = await runningPid(folder, 'orderer');
  expect(await startProcess(folder, launch)).toBe(false);
  expect(await runningPid(folder, 'orderer')).toBe(pid);
  expect(await stopProcess(folder, 'orderer')).toBe(true);
  expect(pid !== null && isAlive(pid)).toBe(false);
  expect(await stopProcess(folder, 'orderer')).toBe(false);
});

test('after a kill the same call brings it back', async () => {
  await startProcess(folder, launch);
  const first = await runningPid(folder, 'orderer');
  expect(await killProcess(folder, 'orderer')).toBe(true);
  expect(await killProcess(folder, 'orderer')).toBe(false);
  expect(await startProcess(folder, launch)).toBe(true);
  expect(await runningPid(folder, 'orderer')).not.toBe(first);
});

test('an id that the system has given to another program since is never taken for ours', async () => {
  await startProcess(folder, launch);
  await killProcess(folder, 'orderer');
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  try {
    await rememberPid(folder, 'orderer', stranger.pid ?? 0);
    expect(await runningPid(folder, 'orderer')).toBeNull();
    expect(await stopProcess(folder, 'orderer')).toBe(false);
    expect(stranger.exitCode).toBeNull();
  } finally {
    const ended = once(stranger, 'exit');
    stranger.kill();
    await ended;
  }
});

test('a process whose id was never written down is found, and another folder’s is left alone', async () => {
  await startProcess(folder, launch);
  const pid = await runningPid(folder, 'orderer');
  await rm(join(folder, 'run', 'orderer.pid'));
  expect(await runningPid(folder, 'orderer')).toBe(pid);
  expect(await runningPid(`${folder}-other`, 'orderer')).toBeNull();
  await writeFile(join(folder, 'run', 'orderer.pid'), 'half a li');
  expect(await runningPid(folder, 'orderer')).toBe(pid);
});

test('a process that ends at once is told with its own complaint and where its log is', async () => {
  const broken = { ...launch, words: ['-e', 'console.log("starting"); throw new Error("no such ledger")'] };
  const refusal = await startProcess(folder, broken).catch((error: unknown) => String(error));
  expect(refusal).toContain('orderer did not start: ');
  expect(refusal).toContain('Error: no such ledger');
  expect(refusal).toContain(join(folder, 'run', 'orderer.log'));
  expect(await readFile(join(folder, 'run', 'orderer.log'), 'utf8')).toContain('starting');
});

test('where another program has its port, it is not started at all', async () => {
  const other = createServer().listen({ host: '127.0.0.1', port: launch.ports.listen });
  await once(other, 'listening');
  await expect(startProcess(folder, launch)).rejects.toThrow(/is taken by another program/);
  expect(await runningPid(folder, 'orderer')).toBeNull();
  other.close();
});
