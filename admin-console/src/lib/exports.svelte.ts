import { saveFile } from './download.ts';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';

export type ExportJob = { id: string; state: 'running' | 'done' | 'failed'; rows: number; chunks: number };

/** Files that the server writes for this officer: they go on while this page is closed. */
export class Exports {
  readonly form = new Form();
  jobs = $state.raw<readonly ExportJob[]>([]);

  /** For `onMount`. */
  follow = (): (() => void) => {
    const stream = api.transaction.exports.subscribe(undefined, {
      onData: (jobs) => {
        this.jobs = jobs;
      },
    });
    return () => stream.unsubscribe();
  };

  /** Piece after piece, as it was written. */
  save = async (job: ExportJob): Promise<void> => {
    const pieces: string[] = [];
    const whole = await this.form.run(async () => {
      for (let place = 0; place < job.chunks; place++) {
        const answer = await api.transaction.exportChunk.query({ id: job.id, place });
        if (!answer.ok) return answer;
        pieces.push(answer.value.text);
      }
      return { ok: true, value: null };
    });
    if (whole) saveFile(`transactions-${job.id.slice(0, 8)}.csv`, pieces);
  };
}
