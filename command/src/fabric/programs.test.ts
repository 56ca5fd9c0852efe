import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fabricPrograms, runTool, whyNoFabric } from './programs.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kumoh-programs-test-'));
  vi.stubEnv('FABRIC_BIN', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

async function allPrograms(version: string): Promise<void> {
  for (const name of ['orderer', 'configtxgen', 'cryptogen', 'osnadmin']) await program(name, 'exit 0');
  await program('peer', `printf 'peer:\\n Version: ${version}\\n'`);
}

test('missing programs are named in one line, with the way to get them by Fabric’s own installer', async () => {
  await allPrograms('v3.1.5');
  await rm(join(folder, 'peer'));
  await rm(join(folder, 'osnadmin'));
  expect(await whyNoFabric()).toBe(`Fabric's peer, osnadmin cannot be run from FABRIC_BIN=${folder}`);
  const refusal = await fabricPrograms().catch((error: unknown) => String(error));
  expect(refusal).toContain('install-fabric.sh --fabric-version 3.1.5 binary');
  expect(refusal).not.toContain('\n');
});

test('Fabric 3.1 and newer are taken, older ones refused', async () => {
  for (const version of ['v3.1.5', '3.1.0', 'v3.12.0', 'v4.0.1']) {
    await allPrograms(version);
    expect((await fabricPrograms()).peer).toBe(join(folder, 'peer'));
  }
  for (const version of ['v2.5.16', '3.0.0', 'latest']) {
    await allPrograms(version);
    await expect(fabricPrograms()).rejects.toThrow(/3\.1 or newer is needed/);
  }
});

test('a tool that fails is told by its own complaint', async () => {
  const tool = await program(
    'tool',
    'echo usage >&2; echo "Error: no such channel" >&2; echo more >&2; exit 1',
  );
  await expect(runTool(tool, ['channel', 'join'], {})).rejects.toThrow(
    'channel join: Error: no such channel',
  );
  const good = await program('tool', 'echo "$GREETING"');
  expect(await runTool(good, [], { GREETING: 'hello' })).toBe('hello\n');
});
