import { inAddress, toAddress } from './address.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';

/** Rows of a page, as the server gives them. */
const pageSize = 100;

/** Members by number or name, page after page. */
export class Members {
  words = $state(inAddress('words'));
  more = $state(false);
  readonly list = new Loaded(async () => {
    const rows = await api.member.search.query({ words: this.words });
    this.more = rows.length === pageSize;
    return rows;
  });

  search = async (): Promise<void> => {
    await toAddress('/members', { words: this.words });
    await this.list.load();
  };

  next = async (): Promise<void> => {
    const before = this.list.value ?? [];
    const rows = await api.member.search.query({
      words: this.words,
      after: before.at(-1)?.studentNumber ?? '',
    });
    this.list.value = [...before, ...rows];
    this.more = rows.length === pageSize;
  };
}
