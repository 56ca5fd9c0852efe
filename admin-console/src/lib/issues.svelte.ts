import { words } from '@kumoh-pay/ui';
import { csvOf, download } from './download.ts';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';

/** What was issued of one programme. */
export class Issues {
  readonly form = new Form();
  readonly list;

  constructor(programme: string) {
    this.list = new Loaded(async () => {
      void names.load();
      return api.issue.list.query({ programme });
    });
  }

  /** Goes on after a break; what is done stays done. */
  resume = async (order: string): Promise<void> => {
    await this.form.run(() => api.issue.resume.mutate({ order }));
    await this.list.load();
  };

  /** Each line of the list with what became of it. */
  resultFile = async (order: string): Promise<void> => {
    const say = words().console.screens;
    const rows = await api.issue.rows.query({ order });
    const head = [say.members.number, say.members.name, say.amount, say.state];
    const lines = rows.map((row) => {
      const state =
        row.problem !== null
          ? say.programmes.problems[row.problem]
          : row.given
            ? say.programmes.given
            : say.programmes.skipped;
      return [row.studentNumber, row.name, row.amount, state];
    });
    download(`issue-${order}.csv`, csvOf([head, ...lines]));
  };
}
