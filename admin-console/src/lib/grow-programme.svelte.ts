import { amountSchema } from '@kumoh-pay/domain';
import { api } from './line.ts';
import { names } from './names.svelte.ts';
import { readRecord, type Shown } from './records.ts';
import { newOrder, untilForTwo } from './signing.svelte.ts';
import { signAndPropose } from './submit.ts';

/** A later last day, a larger budget, more vendors: never less. */
export class GrowProgramme {
  open = $state(false);
  lastDay = $state('');
  budget = $state<number | null>(null);
  everywhere = $state(false);
  /** Vendors that are to be added. */
  added = $state<string[]>([]);
  #shown: Shown<'programme'> | null = null;
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }

  begin = async (): Promise<void> => {
    this.#shown = await readRecord('programme', this.id);
    if (!this.#shown) return;
    const { lastDay, budget, vendors } = this.#shown.record;
    this.lastDay = lastDay;
    this.budget = budget;
    this.everywhere = vendors === null;
    this.added = [];
    this.open = true;
  };

  /** Someone chose fewer vendors at the beginning: they may become all. */
  get isBound(): boolean {
    return (this.#shown?.record.vendors ?? null) !== null;
  }
  /** Vendors that do not take it yet. */
  get others(): string[] {
    const now = this.#shown?.record.vendors ?? null;
    return now === null ? [] : names.vendors.map(({ id }) => id).filter((id) => !now.includes(id));
  }
  toggle = (vendor: string): void => {
    this.added = this.added.includes(vendor)
      ? this.added.filter((one) => one !== vendor)
      : [...this.added, vendor];
  };
  get grows(): boolean {
    const before = this.#shown?.record;
    if (!before || !amountSchema.safeParse(this.budget).success) return false;
    const later = this.lastDay > before.lastDay;
    const larger = (this.budget ?? 0) > before.budget;
    const notLess = this.lastDay >= before.lastDay && (this.budget ?? 0) >= before.budget;
    const more = this.isBound && (this.everywhere || this.added.length > 0);
    return notLess && (later || larger || more);
  }

  propose = async (): Promise<void> => {
    const shown = this.#shown;
    if (!shown || !this.grows) return;
    const order = newOrder('changeProgramme', {
      until: untilForTwo(),
      shown: shown.digest,
      programme: this.id,
      lastDay: this.lastDay,
      budget: amountSchema.parse(this.budget),
      vendors: this.everywhere ? null : [...(shown.record.vendors ?? []), ...this.added].sort(),
    });
    const proposed = await signAndPropose(order, (signatures) =>
      api.approval.propose.mutate({ signed: { order, signatures }, shown: shown.text }),
    );
    if (proposed) this.open = false;
  };
}
