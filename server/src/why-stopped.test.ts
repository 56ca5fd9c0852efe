import { expect, test } from 'vitest';
import { LedgerDiffers } from './index/checkpoint.ts';
import { StartRefused } from './server-config.ts';
import { whyStopped } from './why-stopped.ts';

test('a ledger that is not the index’s own is said in one line, in two languages, with what a person can do', () => {
  const line = whyStopped(new LedgerDiffers('Block 3 of the ledger is\nanother.'));
  expect(line).toBeInstanceOf(StartRefused);
  expect(String(line)).toMatch(
    /담당자.*rebuild-index.*officer decides.*rebuild-index.*Block 3 of the ledger is another\./,
  );
  expect(String(line)).not.toContain('\n');
});

test('a ledger that was cut short on the disk asks for its backup, also when it is the cause of another error', () => {
  const cut = Object.assign(new Error('2 blocks are missing'), { name: 'LedgerDamaged' });
  const line = whyStopped(new Error('the ledger could not be opened', { cause: cut }));
  expect(line).toBeInstanceOf(StartRefused);
  expect(String(line)).toMatch(/delete nothing.*restore.*2 blocks are missing/);
});

test('any other fault stays what it is', () => {
  const fault = new TypeError('a fault of ours');
  expect(whyStopped(fault)).toBe(fault);
});
