import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { StartRefused } from '../start-refused.ts';
import { takeDataFolder } from './data-folder.ts';
import { Parts } from './parts.ts';
import { checkPorts, readPort } from './ports.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kumoh-start-test-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Another process that takes the folder and holds it. */
async function otherInstance() {
  const script = `
    import { takeDataFolder } from ${JSON.stringify(join(import.meta.dirname, 'data-folder.ts'))};
    await takeDataFolder(${JSON.stringify(directory)});
    console.log('taken');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('a data folder that another instance works with is refused in one line that names that process', async () => {
  const other = await otherInstance();
  const refusal = await takeDataFolder(directory).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(StartRefused);
  expect(refusal).toMatchObject({
    message: `another Kumoh Pay (process ${other.pid}) works with the data folder ${directory}; stop it, or name another folder with --data DIR.`,
  });
  const ended = once(other, 'exit');
  other.kill('SIGKILL');
  await ended;
  (await takeDataFolder(directory)).release();
});

test('a folder that was given back can be taken again', async () => {
  const first = await takeDataFolder(directory);
  first.release();
  (await takeDataFolder(directory)).release();
});

test('a data folder that lies in a file is refused, not a stack of lines', async () => {
  await expect(takeDataFolder('/dev/null/data')).rejects.toThrow(
    /^the data folder \/dev\/null\/data cannot be made/,
  );
});

test('a port that another program has is named, with whose it would be', async () => {
  const port = await freePort();
  const counter = createServer().listen(port + 1, '127.0.0.1');
  await once(counter, 'listening');
  await expect(checkPorts('127.0.0.1', port)).rejects.toThrow(
    new StartRefused(
      `port ${port + 1} (counter) is taken by another program; choose four free ones with --port N.`,
    ),
  );
  await new Promise((resolve) => counter.close(resolve));
  await checkPorts('127.0.0.1', port);
});

test.each(['0', '-1', 'eighty', '80.5', '65533', ''])('--port %j is refused', (text) => {
  expect(() => readPort(text)).toThrow(/^--port takes a number from 1 to 65532/);
});

test('parts stop in the opposite order, and one that fails does not keep the others running', async () => {
  const stopped: string[] = [];
  const parts = new Parts();
  parts.add('database', () => {
    stopped.push('database');
  });
  parts.add('mail', () => Promise.reject(new Error('stuck')));
  parts.add('server', async () => {
    stopped.push('server');
  });
  expect(await parts.stop()).toBe(false);
  expect(stopped).toEqual(['server', 'database']);
  expect(await parts.stop()).toBe(true);
});
