import { expect, test } from 'vitest';
import { recoveryWanted } from './recovery-wanted.ts';

test('the recovery code may be put off until the first 10,000 won', () => {
  expect(recoveryWanted({ hasRecovery: false }, 9_999)).toBe(false);
  expect(recoveryWanted({ hasRecovery: false }, 10_000)).toBe(true);
  expect(recoveryWanted({ hasRecovery: true }, 900_000)).toBe(false);
  expect(recoveryWanted(null, 900_000)).toBe(false);
});
