import type { EntryKind } from '../index/tables.ts';

export interface OverviewTables {
  /** A past Seoul day's entries by kind and vendor (empty where none has a part in it), in won. Made from `entry`. */
  day_flow: { day: string; vendor: string; kind: EntryKind; won: number; entries: number };
  /** Past days that `day_flow` holds, with all that the index had read up to this journal entry. */
  day_flow_done: { day: string; sequence: number };
}
