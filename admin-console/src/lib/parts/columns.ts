import type { Snippet } from 'svelte';

/** One column of a table: its head, and what it draws of a row. */
export interface Column<Row> {
  /** Empty over a row's own actions. */
  head: string;
  cell: Snippet<[Row]>;
  /** `won` and `count` are figures, right-aligned; `actions` are a row's own buttons. */
  kind?: 'won' | 'count' | 'nowrap' | 'actions';
  /** Stands beside a row's first cell where rows are drawn as cards: the figure that matters. */
  main?: boolean;
}
