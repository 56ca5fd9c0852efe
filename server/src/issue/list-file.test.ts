import { expect, it } from 'vitest';
import { readList } from './list-file.ts';

const lines = (text: string, sameForAll: number | null = null) => {
  const read = readList(text, sameForAll);
  if (!read.ok) throw new Error(read.code);
  return read.value;
};

it('reads numbers and amounts by the headings, in either order', () => {
  expect(lines('금액,학번\n"5,000원",2026-0001\n₩7000,20260002')).toEqual([
    { studentNumber: '20260001', amount: 5_000 },
    { studentNumber: '20260002', amount: 7_000 },
  ]);
});

it('takes cells as they are pasted from a spreadsheet, and the same amount where a line names none', () => {
  expect(lines('20260001\t3000\n20260002', 1_000)).toEqual([
    { studentNumber: '20260001', amount: 3_000 },
    { studentNumber: '20260002', amount: 1_000 },
  ]);
});

it.each(['-5', '1.5', '0', '1000000001', '9007199254740993', '만원', '=1+1'])(
  'gives nothing for an amount of %s',
  (amount) => {
    expect(lines(`20260001,${amount}`, 1_000)).toEqual([{ studentNumber: '20260001', amount: null }]);
  },
);

it('refuses a list of more lines than an issue can have', () => {
  expect(readList('20260001,1\n'.repeat(6_001), null)).toMatchObject({ ok: false, code: 'FILE_UNREADABLE' });
});
