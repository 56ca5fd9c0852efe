import { ok } from '@kumoh-pay/domain';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';

export type Settings = Awaited<ReturnType<typeof api.settings.read.query>>;
export type BankColumn = Settings['bankColumns'][number];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What officers set for everybody. What is being typed is not taken away by news. */
export class OfficeSettings {
  readonly form = new Form();
  banner = $state('');
  domains = $state('');
  digits = $state('');
  withoutRoster = $state(false);
  columns = $state.raw<readonly BankColumn[]>([]);
  saved = $state(false);
  /** As the fields were filled. */
  #read: Settings | null = null;
  readonly page = new Loaded(async () => {
    const settings = await api.settings.read.query();
    this.#show(settings);
    return settings;
  });

  /** All but what is being typed: a field that is neither as it was shown nor as it was saved is the officer's own. */
  #show(settings: Settings, saved: Partial<Settings> = {}): void {
    const typed = this.#read && this.#typed();
    const show = (name: keyof Settings) =>
      !typed || same(typed[name], this.#read?.[name]) || same(typed[name], saved[name]);
    if (show('outageBanner')) this.banner = settings.outageBanner;
    if (show('mailDomains')) this.domains = settings.mailDomains.join(', ');
    if (show('studentNumberDigits')) this.digits = String(settings.studentNumberDigits);
    if (show('signUpWithoutRoster')) this.withoutRoster = settings.signUpWithoutRoster;
    if (show('bankColumns')) this.columns = settings.bankColumns;
    this.#read = settings;
  }

  #typed(): Settings {
    return {
      outageBanner: this.banner.trim(),
      mailDomains: this.domains
        .split(/[,\s]+/)
        .map((one) => one.trim().toLowerCase().replace(/^@/, ''))
        .filter((one) => one !== ''),
      studentNumberDigits: Number(this.digits),
      signUpWithoutRoster: this.withoutRoster,
      bankColumns: [...this.columns],
    };
  }

  get digitsWrong(): boolean {
    return !/^([4-9]|1\d|20)$/.test(this.digits);
  }

  async #save(change: Partial<Settings>): Promise<void> {
    this.saved = false;
    const saved = await this.form.run(async () => ok(await api.settings.save.mutate(change)));
    if (!saved) return;
    this.#show(saved.value, change);
    this.page.value = saved.value;
    this.saved = true;
  }

  /** For `onMount`: follows until it is there, and no longer, since news would take away what is being typed. */
  open = (): (() => void) => this.page.followUntilThere();

  saveBanner = (text: string): Promise<void> => this.#save({ outageBanner: text.trim() });
  /** Only what differs from what was read: the rest may be another officer's by now. */
  save = async (): Promise<void> => {
    const { outageBanner: _, ...typed } = this.#typed();
    const changed = Object.entries(typed).filter(
      ([name, value]) => !same(value, this.#read?.[name as keyof Settings]),
    );
    if (changed.length > 0) await this.#save(Object.fromEntries(changed));
    else this.saved = true;
  };

  /** One place to the left: five columns need no dragging. */
  moveUp = (column: BankColumn): void => {
    const at = this.columns.indexOf(column);
    if (at < 1) return;
    const next = this.columns.filter((one) => one !== column);
    this.columns = [...next.slice(0, at - 1), column, ...next.slice(at - 1)];
  };
}
