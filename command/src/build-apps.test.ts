import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from './build-apps.ts';

let room: string;

beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'kumoh-room-test-'));
  await mkdir(join(room, 'src'));
  await writeFile(join(room, 'src', 'won.ts'), 'export const won = 1;');
});

afterEach(async () => {
  await rm(room, { recursive: true, force: true });
});

test('a changed letter, a new file and a new name each ask for a new build', async () => {
  const prints = new Set([await fingerprint(room)]);
  await writeFile(join(room, 'src', 'won.ts'), 'export const won = 2;');
  prints.add(await fingerprint(room));
  await writeFile(join(room, 'src', 'day.ts'), '');
  prints.add(await fingerprint(room));
  await rename(join(room, 'src', 'day.ts'), join(room, 'src', 'year.ts'));
  prints.add(await fingerprint(room));
  expect(prints.size).toBe(4);
});

test('tests and the last build’s output do not ask for one', async () => {
  const before = await fingerprint(room);
  await writeFile(join(room, 'src', 'won.test.ts'), 'changed');
  await mkdir(join(room, 'build'));
  await writeFile(join(room, 'build', '200.html'), 'changed');
  expect(await fingerprint(room)).toBe(before);
});
