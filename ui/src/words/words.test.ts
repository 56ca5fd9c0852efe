import { errorCodes } from '@kumoh-pay/domain/error-code.ts';
import { expect, test } from 'vitest';
import { own as ownEnglish } from './en/wallet-own.ts';
import { en } from './en.ts';
import { own as ownKorean } from './ko/wallet-own.ts';
import { ko } from './ko.ts';

const hangul = /[가-힣]/;

/** Every text of a section with its path; what a function says is asked with sample values. */
function* texts(section: object, path = ''): Generator<[path: string, text: string]> {
  for (const [name, value] of Object.entries(section)) {
    if (typeof value === 'string') yield [`${path}${name}`, value];
    else if (typeof value === 'object' && value !== null) yield* texts(value, `${path}${name}.`);
  }
}

test('every refusal has a Korean and an English sentence that says more than its name', () => {
  for (const code of errorCodes) {
    expect(ko.errors[code], code).toMatch(hangul);
    expect(en.errors[code], code).not.toMatch(hangul);
    // What happened and what to do: two sentences, or one with two halves.
    expect(ko.errors[code].length, code).toBeGreaterThan(15);
    expect(en.errors[code].length, code).toBeGreaterThan(25);
  }
});

test('counter and console have a sentence of their own for a refusal in both languages or in neither', () => {
  expect(Object.keys(en.counterErrors).sort()).toEqual(Object.keys(ko.counterErrors).sort());
  expect(Object.keys(en.officeErrors).sort()).toEqual(Object.keys(ko.officeErrors).sort());
});

test('counter and console speak 합니다체 and never 해요체', () => {
  // 적요, the memo of a bank's line, is a noun.
  for (const [path, text] of texts([ko.counter, ko.counterErrors, ko.console, ko.officeErrors]))
    expect(text, path).not.toMatch(/(?<!적)요([.?!]|$)/);
});

test('the tablet and the office have one name for one thing', () => {
  for (const { counter, console } of [ko, en]) {
    expect(counter.pair.code).toBe(console.screens.vendors.code);
    expect(counter.roles.manager).toBe(console.screens.vendors.staffRoles.manager);
  }
  for (const [path, text] of texts({ ...ko, own: ownKorean }))
    expect(text, path).not.toMatch(/등록 코드|관리자/);
});

test('no text is empty, and no English one holds Korean', () => {
  for (const [path, text] of texts({ ...ko, own: ownKorean })) expect(text.trim(), path).not.toBe('');
  for (const [path, text] of texts({ ...en, own: ownEnglish })) {
    expect(text.trim(), path).not.toBe('');
    expect(text, path).not.toMatch(hangul);
  }
});
