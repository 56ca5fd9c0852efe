import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tarGz } from './tar.ts';

const files = [
  { name: 'metadata.json', content: Buffer.from('{"type":"ccaas"}') },
  { name: 'empty', content: Buffer.alloc(0) },
  { name: 'whole-blocks', content: Buffer.alloc(1024, 7) },
];

test('a package is unpacked by the system’s own tar as it was packed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kumoh-tar-test-'));
  try {
    writeFileSync(join(folder, 'package.tar.gz'), tarGz(files));
    execFileSync('tar', ['-xzf', 'package.tar.gz'], { cwd: folder });
    for (const { name, content } of files) expect(readFileSync(join(folder, name))).toEqual(content);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the same files give the same bytes, so that every organisation gets the same package id', () => {
  expect(tarGz(files).equals(tarGz(files.map((file) => ({ ...file }))))).toBe(true);
  const [first, ...others] = files;
  const changed = [{ name: 'metadata.json', content: Buffer.from('{"type":"other"}') }, ...others];
  expect(first).toBeDefined();
  expect(tarGz(changed).equals(tarGz(files))).toBe(false);
});
