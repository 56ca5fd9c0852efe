import { ok } from '@kumoh-pay/domain';
import { words } from '@kumoh-pay/ui';
import { csvOf, download } from './download.ts';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { proposeRevoke } from './revoking.ts';

export type Issue = Awaited<ReturnType<typeof api.issue.list.query>>[number];

/** What was issued of one programme. */
export class Issues {
  readonly form = new Form();
  /** The last recall found nothing that is unspent. */
  nothing = $state(false);
  readonly list;
  readonly signedUp;
  readonly #programme: string;

  constructor(programme: string) {
    this.#programme = programme;
    this.signedUp = new Loaded(() => api.issue.signedUp.query({ programme }));
    this.list = new Loaded(async () => {
      void names.load();
      return api.issue.list.query({ programme });
    });
  }

  /** Goes on after a break; what is done stays done. */
  resume = async (order: string): Promise<void> => {
    await this.form.runFresh(() => api.issue.resume.mutate({ order }));
    await this.list.load();
  };

  /** Takes back what is unspent of an issue, as far as it goes now: an issuer and an approver. */
  recall = async (issue: string): Promise<void> => {
    this.nothing = false;
    const found = await this.form.run(async () =>
      ok(await api.issue.unspent.query({ order: issue, programme: this.#programme })),
    );
    if (!found) return;
    this.nothing = found.value.length === 0;
    if (!this.nothing) await proposeRevoke(this.#programme, found.value);
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
