import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { Loaded } from './loaded.svelte.ts';

export interface Page<Row> {
  rows: readonly Row[];
  /** There are rows below these. */
  more: boolean;
}

/**
 * A list that comes page by page. It follows the ledger as any other: what is new or changed in its first page joins
 * the pages that somebody has fetched below it, which stay where they are.
 */
export class Paged<Row> extends Loaded<readonly Row[]> {
  busy = $state(false);
  readonly #page: (after?: Row) => Promise<Page<Row>>;
  readonly #key: (row: Row) => string | number;
  /** Each search is a question of its own; rows of an earlier one never join those of a later. */
  #question = 0;
  /** What each list of rows answers. An answer that is overtaken is never shown, so only the shown one says what may join. */
  readonly #answers = new WeakMap<readonly Row[], { question: number; more: boolean }>();

  constructor(page: (after?: Row) => Promise<Page<Row>>, key: (row: Row) => string | number) {
    super(async () => {
      const question = this.#question;
      const first = await page();
      const shown = this.#shown;
      const below = shown?.question === question ? rowsBelow(this.value ?? [], first.rows, key) : [];
      const rows = [...first.rows, ...below];
      this.#answers.set(rows, { question, more: below.length > 0 ? shown?.more === true : first.more });
      return rows;
    });
    this.#page = page;
    this.#key = key;
  }

  get #shown(): { question: number; more: boolean } | undefined {
    return this.value === null ? undefined : this.#answers.get(this.value);
  }
  get more(): boolean {
    return this.#shown?.more ?? false;
  }

  #isLast(row: Row): boolean {
    const last = this.value?.at(-1);
    return last !== undefined && this.#key(last) === this.#key(row);
  }

  /** The conditions have changed: from the top. */
  search = (): Promise<void> => {
    this.#question += 1;
    return this.load();
  };

  next = async (): Promise<void> => {
    const last = this.value?.at(-1);
    if (last === undefined || this.busy) return;
    const question = this.#question;
    this.busy = true;
    try {
      const page = await this.#page(last);
      // News may have begun the list anew in the meantime: then these are not what comes below it.
      if (question !== this.#question || !this.#isLast(last)) return;
      const rows = [...(this.value ?? []), ...page.rows];
      this.#answers.set(rows, { question, more: page.more });
      this.value = rows;
    } catch (error) {
      this.trouble = troubleOf(error);
    } finally {
      this.busy = false;
    }
  };
}

/** Of the rows that are shown those below the last of the first page; none where that one is not among them. */
function rowsBelow<Row>(
  shown: readonly Row[],
  first: readonly Row[],
  key: (row: Row) => string | number,
): readonly Row[] {
  const last = first.at(-1);
  const place = last === undefined ? -1 : shown.findIndex((row) => key(row) === key(last));
  return place < 0 ? [] : shown.slice(place + 1);
}
