import { expect, test } from 'vitest';
import { contracts, KumohPay } from './index.ts';

test('the contract exposes execute and read and nothing else: every other prototype method would be a transaction', () => {
  expect(Object.getOwnPropertyNames(KumohPay.prototype).sort()).toEqual(['constructor', 'execute', 'read']);
  expect(contracts).toEqual([KumohPay]);
});
