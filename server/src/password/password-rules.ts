import { commonWords } from './common-words.ts';
import { normalised } from './password-queue.ts';

/** By itself a password carries a wallet's sign-in; the phone's key carries the money (server.md). */
export const memberPasswordMin = 10;
/** Officers' sign-in moves more. */
export const officerPasswordMin = 15;
/** Long enough for any sentence; a bound, since it is hashed. */
export const passwordMax = 200;
/** Fewer different characters than this is a pattern, not a password. */
const differentMin = 5;

/** No rules of composition; short, common and easily guessed ones are refused. `own`: what the person is known by. */
export function isWeakPassword(password: string, min: number, own: readonly string[]): boolean {
  const letters = Array.from(normalised(password).toLowerCase());
  if (letters.length < min || letters.length > passwordMax) return true;
  const text = letters.join('');
  if (new Set(letters).size < differentMin || isRun(letters)) return true;
  if (
    own.some(
      (word) =>
        word.length >= 3 && text.includes(word.toLowerCase()) && letters.length - word.length < min / 2,
    )
  )
    return true;
  return commonWords.has(text) || commonWords.has(bareWord(text)) || isRepeated(text);
}

/** `p@ssw0rd2026!` is still `password`. */
const bareWord = (text: string): string =>
  text
    .replaceAll(/^[^\p{L}@$]+|[^\p{L}]+$/gu, '')
    .replaceAll('@', 'a')
    .replaceAll('0', 'o')
    .replaceAll('$', 's')
    .replaceAll(/(?<=[a-z])[13](?=[a-z])/g, (digit) => (digit === '1' ? 'i' : 'e'))
    .replaceAll(/[^\p{L}]/gu, '');

/** 1234567890, abcdefghij, and backwards. */
function isRun(letters: string[]): boolean {
  const steps = letters
    .slice(1)
    .map((letter, i) => (letter.codePointAt(0) ?? 0) - (letters[i]?.codePointAt(0) ?? 0));
  const even = steps.filter((step) => Math.abs(step) === 1 || Math.abs(step) === 9).length;
  return even >= steps.length - 1;
}

/** The same few characters again and again: abcabcabcabc. */
const isRepeated = (text: string): boolean => /^(.{1,5})\1+.{0,4}$/u.test(text);
