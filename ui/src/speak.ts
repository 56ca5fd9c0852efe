import type { Day } from '@kumoh-pay/domain/time.ts';
import * as format from './format.ts';
import { language } from './language.svelte.ts';

/** The formats of format.ts in the language in force; in markup and `$derived` they follow a change of language. */
export const sayWon = (value: number, signed = false) => format.formatWon(value, language.current, signed);
export const sayWonInWords = (value: number) => format.formatWonInWords(value, language.current);
export const sayDay = (timeMs: number) => format.formatDay(timeMs, language.current);
export const sayTime = (timeMs: number) => format.formatTime(timeMs, language.current);
export const sayDayAndTime = (timeMs: number) => format.formatDayAndTime(timeMs, language.current);
export const sayMonth = (timeMs: number) => format.formatMonth(timeMs, language.current);
export const sayDayHeading = (timeMs: number) => format.formatDayHeading(timeMs, language.current);
export const sayUntil = (lastDay: Day) => format.formatUntil(lastDay, language.current);
