import { addDays, type Day, dayMs, seoulDay, seoulDayStart } from '@kumoh-pay/domain/time.ts';
import type { Language } from './language.svelte.ts';

/** Money and time as people read them. Pure; speak.ts binds them to the language in force. Days are Seoul days. */

/** The true minus sign: as wide as a digit, unlike a hyphen. */
const minus = '−';
const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 12,000; −5,000. Counts and amounts alike. */
export function formatNumber(value: number): string {
  const digits = grouped.format(Math.abs(value));
  return value < 0 ? `${minus}${digits}` : digits;
}

/** `12,000원`, `12,000 won`, `−5,000원`; with `signed` a gain is marked too: `+5,000원`. In won. */
export function formatWon(value: number, language: Language, signed = false): string {
  // The figure and its unit stay in one line.
  const unit = language === 'ko' ? '원' : '\u{a0}won';
  return `${signed && value > 0 ? '+' : ''}${formatNumber(value)}${unit}`;
}

/** Large figures in passing: `1만 5,000원`. English has no such habit and says the digits. */
export function formatWonInWords(value: number, language: Language): string {
  const tenThousand = 10_000;
  if (language !== 'ko' || Math.abs(value) < tenThousand) return formatWon(value, language);
  const tens = Math.trunc(Math.abs(value) / tenThousand);
  const rest = Math.abs(value) % tenThousand;
  return `${value < 0 ? minus : ''}${formatNumber(tens)}만${rest === 0 ? '' : ` ${formatNumber(rest)}`}원`;
}

// Intl gives the parts and the sentence is ours: what browsers make of `ko-KR` differs (PM or 오후, 일 or (일)).
const calendar = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Seoul',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  weekday: 'short',
  hourCycle: 'h23',
});
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const koreanWeekdays = ['일', '월', '화', '수', '목', '금', '토'];
const englishWeekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const longMonths = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

function partsOf(timeMs: number) {
  const parts = new Map(calendar.formatToParts(timeMs).map(({ type, value }) => [type, value]));
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: parts.get('minute') ?? '',
    weekday: weekdays.indexOf(parts.get('weekday') ?? ''),
  };
}

/** `11월 22일 (일)`, `Sun 22 Nov`; the year is said when it is not the one of `nowMs`. */
export function formatDay(timeMs: number, language: Language, nowMs = Date.now()): string {
  const { year, month, day, weekday } = partsOf(timeMs);
  const otherYear = partsOf(nowMs).year !== year;
  if (language === 'ko')
    return `${otherYear ? `${year}년 ` : ''}${month}월 ${day}일 (${koreanWeekdays[weekday]})`;
  return `${weekdays[weekday]} ${day} ${months[month - 1]}${otherYear ? ` ${year}` : ''}`;
}

/** `오후 1:05`, `13:05`. */
export function formatTime(timeMs: number, language: Language): string {
  const { hour, minute } = partsOf(timeMs);
  if (language === 'ko')
    return `${hour < 12 ? '오전' : '오후'} ${hour % 12 === 0 ? 12 : hour % 12}:${minute}`;
  return `${String(hour).padStart(2, '0')}:${minute}`;
}

/** `11월 22일 (일) 오후 1:05`, `Sun 22 Nov, 13:05`. */
export function formatDayAndTime(timeMs: number, language: Language, nowMs = Date.now()): string {
  const between = language === 'ko' ? ' ' : ', ';
  return `${formatDay(timeMs, language, nowMs)}${between}${formatTime(timeMs, language)}`;
}

/** `2026년 11월`, `November 2026`. */
export function formatMonth(timeMs: number, language: Language): string {
  const { year, month } = partsOf(timeMs);
  return language === 'ko' ? `${year}년 ${month}월` : `${longMonths[month - 1]} ${year}`;
}

/** `오늘`, `어제`, else the day. */
export function formatDayHeading(timeMs: number, language: Language, nowMs = Date.now()): string {
  const day = seoulDay(timeMs);
  const today = seoulDay(nowMs);
  if (day === today) return language === 'ko' ? '오늘' : 'Today';
  if (day === addDays(today, -1)) return language === 'ko' ? '어제' : 'Yesterday';
  return formatDay(timeMs, language, nowMs);
}

/** How long a voucher can still be used, its last day included: `오늘까지`, `금요일까지` within a week, else the date. */
export function formatUntil(lastDay: Day, language: Language, nowMs = Date.now()): string {
  const days = Math.round((seoulDayStart(lastDay) - seoulDayStart(seoulDay(nowMs))) / dayMs);
  const korean = language === 'ko';
  if (days < 0) return korean ? '기간 끝남' : 'ended';
  if (days === 0) return korean ? '오늘까지' : 'until today';
  if (days === 1) return korean ? '내일까지' : 'until tomorrow';
  const start = seoulDayStart(lastDay);
  const { weekday } = partsOf(start);
  if (days < 7) return korean ? `${koreanWeekdays[weekday]}요일까지` : `until ${englishWeekdays[weekday]}`;
  return korean ? `${formatDay(start, language, nowMs)}까지` : `until ${formatDay(start, language, nowMs)}`;
}
