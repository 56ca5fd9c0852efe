import { common } from './ko/common.ts';
import { office } from './ko/console.ts';
import { officeErrors } from './ko/console-errors.ts';
import { counter } from './ko/counter.ts';
import { counterErrors } from './ko/counter-errors.ts';
import { errors } from './ko/errors.ts';
import { wallet } from './ko/wallet.ts';

export const ko = { common, wallet, counter, console: office, errors, counterErrors, officeErrors };
/** Every language has exactly these words; one that is missing does not compile. */
export type Words = typeof ko;
