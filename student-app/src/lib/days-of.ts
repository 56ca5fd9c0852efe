import { seoulDay } from '@kumoh-pay/domain/time.ts';
import { sayDayHeading } from '@kumoh-pay/ui/speak.ts';
import type { Entry } from './kept.ts';

/** The entries of one day that stand together. */
interface DayGroup {
  day: string;
  /** The clocks of two blocks at midnight may differ by a moment: then a day comes back. */
  key: string;
  /** Null: the day goes on from the page before, and has its heading there. */
  heading: string | null;
  entries: Entry[];
}

export const entryKey = ({ sequence, kind }: Entry): string => `${sequence}.${kind}`;

/** By Seoul day, in the ledger's order. @param before the last entry of the page before. */
export function daysOf(entries: readonly Entry[], before: Entry | undefined): DayGroup[] {
  let day = before ? seoulDay(before.at) : '';
  const groups: DayGroup[] = [];
  for (const entry of entries) {
    const own = seoulDay(entry.at);
    if (own !== day || groups.length === 0) {
      const again = groups.filter((group) => group.day === own).length;
      groups.push({
        day: own,
        key: `${own} ${again}`,
        heading: own === day ? null : sayDayHeading(entry.at),
        entries: [],
      });
      day = own;
    }
    groups.at(-1)?.entries.push(entry);
  }
  return groups;
}
