import { addDays, amountMax, amountSchema, newId, ok, programmeSchema, seoulDay } from '@kumoh-pay/domain';
import { Form } from './form.svelte.ts';
import { api, clock } from './line.ts';
import { names } from './names.svelte.ts';
import { newOrder, untilForTwo } from './signing.svelte.ts';
import { signAndPropose } from './submit.ts';

/** A term is the usual length of a programme. */
const usualDays = 120;
export const budgetMax = amountMax;

/** A new programme: an issuer and an approver sign it. */
export class NewProgramme {
  readonly form = new Form();
  open = $state(false);
  name = $state('');
  funder = $state('');
  firstDay = $state(seoulDay(Date.now()));
  lastDay = $state(addDays(seoulDay(Date.now()), usualDays));
  budget = $state<number | null>(null);
  transferable = $state(false);
  vendors = $state<string[]>([]);
  everywhere = $state<'all' | 'some'>('all');
  touched = $state(false);
  /** Of the programme that is being made: asked for again after a lost answer, it is the same one. */
  #id = newId();

  get funderWrong(): boolean {
    return this.touched && !programmeSchema.shape.funder.safeParse(this.funder).success;
  }
  get daysWrong(): boolean {
    return this.lastDay < this.firstDay;
  }
  get complete(): boolean {
    const vendorsGiven = this.everywhere === 'all' || this.vendors.length > 0;
    return (
      this.name.trim() !== '' &&
      programmeSchema.shape.funder.safeParse(this.funder).success &&
      !this.daysWrong &&
      amountSchema.safeParse(this.budget).success &&
      vendorsGiven
    );
  }

  propose = async (): Promise<void> => {
    this.touched = true;
    if (!this.complete) return;
    const programme = this.#id;
    const saved = await this.form.run(async () => {
      const answer = await api.programme.saveName.mutate({ programme, name: this.name });
      await names.load();
      return answer.ok ? ok(null) : answer;
    });
    if (!saved) return;
    const { funder, firstDay, lastDay, transferable } = this;
    const order = newOrder('createProgramme', {
      until: untilForTwo(),
      programme,
      funder,
      firstDay,
      lastDay,
      budget: amountSchema.parse(this.budget),
      vendors: this.everywhere === 'all' ? null : [...this.vendors].sort(),
      transferable,
    });
    const proposed = await signAndPropose(order, (signatures) =>
      api.approval.propose.mutate({ signed: { order, signatures }, shown: null }),
    );
    if (proposed) this.open = false;
  };

  begin = (): void => {
    this.#id = newId();
    this.open = true;
    this.touched = false;
    this.name = '';
    this.funder = '';
    this.budget = null;
    this.firstDay = seoulDay(clock.nowMs());
  };
}
