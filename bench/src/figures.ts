/** One line of the table: what was measured, how often a second, and how long one took. */
export interface Figure {
  name: string;
  perSecond: number;
  /** Milliseconds; null where only the rate is of interest. */
  p50: number | null;
  p95: number | null;
  p99: number | null;
  /** Processor time of the measured process per operation, in milliseconds; null where several processes do the work. */
  processorMs: number | null;
  /** Of the database, per operation: statements, and writes of its log. Absent where there is no database. */
  statements?: number;
  logWrites?: number;
}

/**
 * Runs `operation` `count` times with so many in flight, closed loop: the next begins when one has ended. What it is given
 * is made just before and not timed: a code lives for a minute only.
 */
export async function measure<Given>(
  name: string,
  { count, inFlight, make }: { count: number; inFlight: number; make?: (place: number) => Given },
  operation: (place: number, given: Given | undefined) => Promise<void>,
): Promise<Figure> {
  const times: number[] = [];
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < count) {
      const place = next;
      next += 1;
      const given = make?.(place);
      const start = performance.now();
      await operation(place, given);
      times.push(performance.now() - start);
    }
  };
  const processor = process.cpuUsage();
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, one));
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(processor);
  times.sort((a, b) => a - b);
  return {
    name,
    perSecond: count / seconds,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    processorMs: (user + system) / 1_000 / count,
  };
}

/** Of times in ascending order. */
export const quantile = (times: readonly number[], share: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

/** So wide is the column of names. */
const nameWidth = 46;

export function printHead(): void {
  const heads = ['per s', 'p50 ms', 'p95 ms', 'p99 ms', 'cpu ms', 'SQL', 'log'];
  console.log(''.padEnd(nameWidth) + heads.map((head) => head.padStart(9)).join(''));
}

export function printRows(figures: readonly Figure[]): void {
  const number = (value: number | null, digits = 1): string =>
    (value === null ? '–' : value.toFixed(digits)).padStart(9);
  for (const { name, perSecond, p50, p95, p99, processorMs, statements, logWrites } of figures) {
    const times = `${number(p50)}${number(p95)}${number(p99)}${number(processorMs, 3)}`;
    const database = `${number(statements ?? null)}${number(logWrites ?? null, 2)}`;
    const rate = number(perSecond === 0 ? null : perSecond, 0);
    console.log(`${name.padEnd(nameWidth)}${rate}${times}${database}`);
  }
}
