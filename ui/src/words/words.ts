import type { ErrorCode } from '@kumoh-pay/domain/error-code.ts';
import { language } from '../language.svelte.ts';
import { en } from './en.ts';
import { ko, type Words } from './ko.ts';

/** The words of the language in force. Called inside markup or `$derived` it follows a change of language. */
export const words = (): Words => (language.current === 'ko' ? ko : en);

/** The same in each language: what was written in one may be read in another. */
export const inEveryLanguage = <Said>(say: (words: Words) => Said): Said[] => [ko, en].map(say);

/** Who reads a refusal. What only officers meet has one sentence, in 합니다체. */
export type Reader = 'wallet' | 'counter' | 'console';

/** The sentence for a refusal, in the language in force and for who reads it. */
export function errorSentence(code: ErrorCode, reader: Reader = 'wallet'): string {
  const { errors, counterErrors, officeErrors } = words();
  const own = { wallet: errors, counter: counterErrors, console: officeErrors }[reader];
  return own[code] ?? errors[code];
}
