import { language } from '../language.svelte.ts';
import { own as en } from './en/wallet-own.ts';
import { own as ko } from './ko/wallet-own.ts';

/** The words of the wallet's screens beyond the first two, apart from all others: whoever only pays does not wait for them. */
export const ownWords = (): typeof ko => (language.current === 'ko' ? ko : en);
