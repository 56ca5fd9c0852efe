import { inAddress, toAddress } from './address.ts';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { Paged } from './paged.svelte.ts';

/** Rows of a page, as the server gives them. */
const pageSize = 100;

export type FoundMember = Awaited<ReturnType<typeof api.member.search.query>>[number];

/** Members by number or name, page after page. */
export class Members {
  words = $state(inAddress('words'));
  readonly list = new Paged(
    async (after?: FoundMember) => {
      const rows = await api.member.search.query({
        words: this.words,
        ...(after && { after: after.studentNumber ?? '' }),
      });
      return { rows, more: rows.length === pageSize };
    },
    ({ id }) => id,
  );

  readonly form = new Form();
  /** Who signed up without a row in the roster, and who has asked to leave. */
  readonly asking = new Loaded(async () => {
    const [waiting, leaving] = await Promise.all([api.roster.waiting.query(), api.member.leaving.query()]);
    return { waiting, leaving };
  });

  approve = async (member: string): Promise<void> => {
    await this.form.run(() => api.roster.approve.mutate({ member }));
    await Promise.all([this.asking.load(), this.list.load()]);
  };

  search = async (): Promise<void> => {
    await toAddress('/members', { words: this.words });
    await this.list.search();
  };
}
