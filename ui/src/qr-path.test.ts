import { expect, test } from 'vitest';
import { qrPath, quietModules } from './qr-path.ts';

test('a pay code of 220 digits is a version 6 code, as codes.md reckons with', () => {
  expect(qrPath('1'.repeat(220)).side - 2 * quietModules).toBe(41);
});

test('an offline pay code of 470 digits is a version 10 code', () => {
  expect(qrPath('7'.repeat(470)).side - 2 * quietModules).toBe(57);
});

test('the three finder corners are dark and the margin is empty', () => {
  const { path, side } = qrPath('https://wallet.example/to/ABC?won=5000');
  const far = side - quietModules - 7;
  expect(path).toContain(`M${quietModules} ${quietModules}h7v1h-7z`);
  expect(path).toContain(`M${far} ${quietModules}h7v1h-7z`);
  expect(path).toContain(`M${quietModules} ${far}h7v1h-7z`);
  for (const [, column, row] of path.matchAll(/M(\d+) (\d+)/g)) {
    expect(Number(column)).toBeGreaterThanOrEqual(quietModules);
    expect(Number(row)).toBeGreaterThanOrEqual(quietModules);
  }
});
