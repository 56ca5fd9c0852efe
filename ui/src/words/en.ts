import { common } from './en/common.ts';
import { office } from './en/console.ts';
import { officeErrors } from './en/console-errors.ts';
import { counter } from './en/counter.ts';
import { counterErrors } from './en/counter-errors.ts';
import { errors } from './en/errors.ts';
import { wallet } from './en/wallet.ts';
import type { Words } from './ko.ts';

export const en: Words = { common, wallet, counter, console: office, errors, counterErrors, officeErrors };
