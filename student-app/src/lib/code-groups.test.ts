import { newCode } from '@kumoh-pay/device/recovery-code.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupsOf, pickGroups, sameGroup } from './code-groups.ts';

test('two different groups are asked back, never the short last one', () => {
  const code = newCode();
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(chance, chance, (one, two) => {
      const draws = [one, two];
      const [first, second] = pickGroups(code, () => draws.shift() ?? 0);
      expect(first).toBeLessThan(second);
      expect(first).toBeGreaterThanOrEqual(0);
      for (const group of [first, second]) expect(groupsOf(code)[group]).toHaveLength(4);
    }),
  );
});

test('what was written down counts in small letters, and with O for 0 and l for 1', () => {
  expect(sameGroup(' o1ab', '01AB')).toBe(true);
  expect(sameGroup('OLAB', '01AB')).toBe(true);
  expect(sameGroup('01AC', '01AB')).toBe(false);
  expect(sameGroup('', '01AB')).toBe(false);
});
