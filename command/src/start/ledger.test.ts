import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkLedger, openLedgerOf, readLedgerKind } from './ledger.ts';
import { Parts } from './parts.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kumoh-ledger-kind-test-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

test('the ledger is the embedded one unless another is named, and a kind that there is not is refused', () => {
  expect(readLedgerKind(undefined)).toBe('embedded');
  expect(readLedgerKind('embedded')).toBe('embedded');
  expect(readLedgerKind('fabric')).toBe('fabric');
  expect(() => readLedgerKind('ethereum')).toThrow('--ledger takes embedded or fabric, not "ethereum".');
});

test('a folder keeps the kind of ledger that it was begun with', async () => {
  await checkLedger(folder, 'embedded');
  await mkdir(join(folder, 'ledger'));
  await checkLedger(folder, 'embedded');
  await expect(checkLedger(folder, 'fabric')).rejects.toThrow(/holds an embedded ledger/);
  await rm(join(folder, 'ledger'), { recursive: true });
  await mkdir(join(folder, 'fabric'));
  await expect(checkLedger(folder, 'embedded')).rejects.toThrow(/holds a Fabric network/);
});

test('without Fabric’s programs a start on Fabric is refused before anything is built', async () => {
  vi.stubEnv('FABRIC_BIN', join(folder, 'no-such-folder'));
  await expect(checkLedger(folder, 'fabric')).rejects.toThrow(/install-fabric\.sh/);
});

test('the embedded ledger starts nothing that would have to be stopped', async () => {
  const parts = new Parts();
  const ledger = await openLedgerOf(folder, 'embedded', parts, () => undefined);
  expect(ledger).toEqual({ kind: 'embedded', directory: join(folder, 'ledger') });
  expect(await parts.stop()).toBe(true);
});
