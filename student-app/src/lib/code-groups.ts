import { formatCode } from '@kumoh-pay/device/recovery-code.ts';

export const groupsOf = (code: string): string[] => formatCode(code).split('-');

/** Two different groups, ascending; never the short last one. */
export function pickGroups(code: string, random = Math.random): [number, number] {
  const whole = groupsOf(code).length - 1;
  const first = Math.floor(random() * whole);
  const second = (first + 1 + Math.floor(random() * (whole - 1))) % whole;
  return first < second ? [first, second] : [second, first];
}

/** As a person types it: lower case, O for 0, I and L for 1. */
export const sameGroup = (typed: string, group: string): boolean =>
  typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1') === group;
