import { language } from '../language.svelte.ts';
import { en } from './en.ts';
import { ko, type Words } from './ko.ts';

/** The words of the language in force. Called inside markup or `$derived` it follows a change of language. */
export const words = (): Words => (language.current === 'ko' ? ko : en);
