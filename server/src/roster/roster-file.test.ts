import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeRosterFile, readRoster } from './roster-file.ts';

const kim = { studentNumber: '20260001', name: '김민수', mail: 'kim@kumoh.ac.kr' };
const lee = { studentNumber: '20260002', name: '이서연', mail: 'lee@kumoh.ac.kr' };
const csv = '학번,이름,메일\n20260001,김민수,kim@kumoh.ac.kr\n20260002,이서연,LEE@kumoh.ac.kr\n';

describe('a roster', () => {
  it.each([
    ['UTF-8', Buffer.from(csv)],
    ['UTF-8 with a mark in front, as Excel saves it', Buffer.from(`\uFEFF${csv}`)],
    ['CP949, as Korean Excel saves it', iconv.encode(csv, 'cp949')],
    ['Windows line ends', Buffer.from(csv.replaceAll('\n', '\r\n'))],
  ])('is read from a file in %s', (_, bytes) => {
    expect(readRoster(decodeRosterFile(bytes))).toEqual({
      ok: true,
      value: { entries: [kim, lee], bad: [] },
    });
  });

  it('is read from cells pasted from a spreadsheet, with columns in any order and more of them', () => {
    const pasted = '이메일\t학과\t이름\t학번\nkim@kumoh.ac.kr\t컴퓨터\t김민수\t2026-0001';
    expect(readRoster(pasted)).toEqual({ ok: true, value: { entries: [kim], bad: [] } });
  });

  it('is number, name and mail where no line names the columns', () => {
    expect(readRoster('20260001,김민수,kim@kumoh.ac.kr')).toEqual({
      ok: true,
      value: { entries: [kim], bad: [] },
    });
  });

  it('names each line that cannot be taken, and takes the others', () => {
    const lines = [
      '20260001,김민수,kim@kumoh.ac.kr',
      'x,나,na@kumoh.ac.kr',
      '20260003,,da@kumoh.ac.kr',
      '20260004,라,ra',
      '20260001,마,ma@kumoh.ac.kr',
      '20260005',
    ];
    const read = readRoster(['number,name,email', ...lines].join('\n'));
    const why = [
      [3, 'number'],
      [4, 'name'],
      [5, 'mail'],
      [6, 'twice'],
      [7, 'columns'],
    ].map(([line, reason]) => ({ line, why: reason }));
    expect(read).toEqual({ ok: true, value: { entries: [kim], bad: why } });
  });

  it('that is no table is refused with a sentence, whatever it is', () => {
    for (const text of ['', '\n\n', '학번,이름,메일'])
      expect(readRoster(text)).toMatchObject({ ok: false, code: 'FILE_UNREADABLE' });
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from([0xff, 0xfe, 0, 1, 2]),
      Buffer.from('"'.repeat(1001)),
    ]) {
      const read = readRoster(decodeRosterFile(bytes));
      expect(read.ok ? read.value.entries : []).toEqual([]);
    }
  });
});
