import { describe, expect, it } from 'vitest';
import { openPasswordQueue } from './password-queue.ts';
import { isWeakPassword, memberPasswordMin, officerPasswordMin } from './password-rules.ts';

const weak = (password: string, own: string[] = []) => isWeakPassword(password, memberPasswordMin, own);

describe('a password', () => {
  it.each([
    'password12',
    'Password2026!',
    'p@ssw0rd99',
    'qwertyuiop',
    '1234567890',
    '9876543210',
    'abcdefghij',
    'aaaaaaaaaa',
    'abcabcabcabc',
    'iloveyou2026',
    'dkssudgktpdy',
    '비밀번호1234567',
    '안녕하세요12345',
    'kumohpay2026',
    '짧은비번',
    'ninechars',
  ])('%s is refused: short, common or a pattern', (password) => expect(weak(password)).toBe(true));

  it.each([
    '봄비 내리는 도서관',
    'correct zebra staple lamp',
    'x9!kQp2@vL',
    'ㅎㅏㄴ글 자모도 된다고',
    'длинный пароль',
    '🍙🍜🥢🍵🥟🍚🍛🍡🥮🍢',
  ])('%s is taken, of whatever letters', (password) => expect(weak(password)).toBe(false));

  it('made of what the person is known by is refused', () => {
    expect(weak('20260001ab', ['20260001'])).toBe(true);
    expect(weak('20260001 and a long story', ['20260001'])).toBe(false);
  });

  it('of an officer has fifteen characters', () => {
    expect(isWeakPassword('봄비 내리는 도서관', officerPasswordMin, [])).toBe(true);
    expect(isWeakPassword('봄비 내리는 도서관 앞 벤치', officerPasswordMin, [])).toBe(false);
  });

  it('is the same from a keyboard that sends Hangul in letters', async () => {
    const queue = await openPasswordQueue();
    const hash = await queue.hash('봄비 내리는 도서관'.normalize('NFD'));
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await queue.verify(hash, '봄비 내리는 도서관'.normalize('NFC'))).toBe(true);
    expect(await queue.verify(hash, '봄비 내리는 도서괌')).toBe(false);
    expect(await queue.verify(null, '봄비 내리는 도서관')).toBe(false);
  });

  it('waits its turn, and beyond fifty waiting the next is told to come back', async () => {
    const queue = await openPasswordQueue(1);
    const answers = await Promise.all(Array.from({ length: 55 }, () => queue.hash('봄비')));
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(4);
    expect(await queue.hash('봄비')).toBeDefined();
  });
});
