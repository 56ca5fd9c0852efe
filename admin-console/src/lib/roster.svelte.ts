import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { fileAsBase64, listFileMaxBytes } from './read-file.ts';

export type RosterChange = Extract<
  Awaited<ReturnType<typeof api.roster.compare.mutate>>,
  { ok: true }
>['value'];
type Source = { text: string } | { file: string };

/** A new list of students: first what it would change, then done. */
export class RosterImport {
  readonly form = new Form();
  text = $state('');
  fileName = $state('');
  tooLarge = $state(false);
  change = $state.raw<RosterChange | null>(null);
  applied = $state(false);
  #file: string | null = null;

  choose = async (file: File | undefined): Promise<void> => {
    this.tooLarge = file !== undefined && file.size > listFileMaxBytes;
    if (!file || this.tooLarge) return;
    this.#file = await fileAsBase64(file);
    this.fileName = file.name;
    this.text = '';
    await this.check();
  };

  typed = (): void => {
    this.#file = null;
    this.fileName = '';
    this.change = null;
    this.applied = false;
  };

  get #source(): Source {
    return this.#file === null ? { text: this.text } : { file: this.#file };
  }

  check = async (): Promise<void> => {
    this.applied = false;
    const compared = await this.form.run(() => api.roster.compare.mutate(this.#source));
    this.change = compared?.value ?? null;
  };

  apply = async (): Promise<void> => {
    const imported = await this.form.runFresh(() => api.roster.import.mutate(this.#source));
    if (!imported) return;
    this.change = imported.value;
    this.applied = true;
  };
}
