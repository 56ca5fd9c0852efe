import { z } from 'zod';

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Seoul is nine hours ahead of UTC and has no summer time; days of the system are Seoul days. */
const seoulOffsetMs = 9 * hourMs;

/** Unix milliseconds; the upper bound (year 2286) keeps it in 13 digits. */
export const timeSchema = z.int().min(0).max(9_999_999_999_999);

/** A Seoul day, `2026-11-22`; compares by its text. */
export type Day = string;
export const daySchema = z
  .string()
  .regex(/^20\d\d-\d\d-\d\d$/)
  .refine(isDay, 'no such day');

function isDay(day: string): boolean {
  const start = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(day);
}

export const seoulDay = (timeMs: number): Day => new Date(timeMs + seoulOffsetMs).toISOString().slice(0, 10);
/** The moment at which a Seoul day begins, in Unix milliseconds. */
export const seoulDayStart = (day: Day): number => Date.parse(`${day}T00:00:00Z`) - seoulOffsetMs;
export const addDays = (day: Day, days: number): Day => seoulDay(seoulDayStart(day) + days * dayMs);
