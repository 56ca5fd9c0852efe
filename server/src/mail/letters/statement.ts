import type { LetterText } from '../letter-text.ts';

/** What the office has written, as it is. */
export const statement = ({ subject, text }: LetterText): LetterText => ({ subject, text });
