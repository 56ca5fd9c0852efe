import { ok } from '@kumoh-pay/domain';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';

export type Settings = Awaited<ReturnType<typeof api.settings.read.query>>;
export type BankColumn = Settings['bankColumns'][number];

/** What officers set for everybody. What is being typed is not taken away by news. */
export class OfficeSettings {
  readonly form = new Form();
  banner = $state('');
  domains = $state('');
  digits = $state('');
  withoutRoster = $state(false);
  columns = $state.raw<readonly BankColumn[]>([]);
  saved = $state(false);
  readonly page = new Loaded(async () => {
    const settings = await api.settings.read.query();
    this.#show(settings);
    return settings;
  });

  #show(settings: Settings): void {
    this.banner = settings.outageBanner;
    this.domains = settings.mailDomains.join(', ');
    this.digits = String(settings.studentNumberDigits);
    this.withoutRoster = settings.signUpWithoutRoster;
    this.columns = settings.bankColumns;
  }

  get digitsWrong(): boolean {
    return !/^([4-9]|1\d|20)$/.test(this.digits);
  }

  async #save(change: Partial<Settings>): Promise<void> {
    this.saved = false;
    const saved = await this.form.run(async () => ok(await api.settings.save.mutate(change)));
    if (!saved) return;
    this.page.value = saved.value;
    this.#show(saved.value);
    this.saved = true;
  }

  /** For `onMount`: follows until it is there, and no longer, since news would take away what is being typed. */
  open = (): (() => void) => this.page.followUntilThere();

  saveBanner = (text: string): Promise<void> => this.#save({ outageBanner: text.trim() });
  save = (): Promise<void> =>
    this.#save({
      mailDomains: this.domains
        .split(/[,\s]+/)
        .map((one) => one.trim().toLowerCase().replace(/^@/, ''))
        .filter((one) => one !== ''),
      studentNumberDigits: Number(this.digits),
      signUpWithoutRoster: this.withoutRoster,
      bankColumns: [...this.columns],
    });

  /** One place to the left: five columns need no dragging. */
  moveUp = (column: BankColumn): void => {
    const at = this.columns.indexOf(column);
    if (at < 1) return;
    const next = this.columns.filter((one) => one !== column);
    this.columns = [...next.slice(0, at - 1), column, ...next.slice(at - 1)];
  };
}
