import { expect, it } from 'vitest';
import { initialsPattern, isByInitials } from './choseong.ts';

const finds = (words: string, name: string) => new RegExp(initialsPattern(words)).test(name);

it('finds a name by the initials of its syllables, whole or mixed with syllables', () => {
  expect(finds('ㄱㅁㅅ', '김민수')).toBe(true);
  expect(finds('김ㅁ', '김민수')).toBe(true);
  expect(finds('ㅁㅅ', '김민수')).toBe(true);
  expect(finds('ㄲ', '까치')).toBe(true);
  expect(finds('ㅎㅎ', '황희')).toBe(true);
});

it('finds no other name', () => {
  expect(finds('ㄱㅁㅅ', '김수민')).toBe(false);
  expect(finds('ㄱ', '까치')).toBe(false);
  expect(finds('이ㅁ', '김민수')).toBe(false);
});

it('is by initials only where a bare consonant stands among Hangul', () => {
  expect(isByInitials('ㄱㅁ')).toBe(true);
  expect(isByInitials('김민수')).toBe(false);
  expect(isByInitials('2026')).toBe(false);
  expect(isByInitials('kim ㄱ')).toBe(false);
});
