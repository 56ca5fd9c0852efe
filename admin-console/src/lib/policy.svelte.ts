import { type PolicyLimits, policyLimitsSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { limitFacts } from './change-facts.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { readRecord } from './records.ts';
import { newOrder, untilForTwo } from './signing.svelte.ts';
import { signAndPropose } from './submit.ts';

export type LimitName = keyof PolicyLimits;
/** What the audit log keeps of a setPolicy. */
const noted = z.object({ limits: policyLimitsSchema });

/** The limits that the ledger holds, and how they came to be so. */
export class PolicyPage {
  changing = $state(false);
  typed = $state<Record<string, string>>({});
  readonly page = new Loaded(async () => {
    const [shown, log] = await Promise.all([
      readRecord('policy'),
      api.auditLog.search.query({ act: 'setPolicy' }),
      names.load(),
    ]);
    const changes = log.map(({ id, at, actor, after }) => ({
      id,
      at,
      by: names.officer(actor.split('.')[1] ?? ''),
      limits: noted.safeParse(JSON.parse(after ?? 'null')).data?.limits ?? null,
    }));
    return { shown, changes };
  });

  begin = (): void => {
    const limits = this.page.value?.shown?.record.limits;
    if (!limits) return;
    this.typed = Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, String(value)]));
    this.changing = true;
  };

  /** The limits as typed; null while one of them is none. */
  get next(): PolicyLimits | null {
    const numbers = Object.entries(this.typed).map(([name, text]) => [
      name,
      Number(text.replaceAll(',', '')),
    ]);
    return policyLimitsSchema.safeParse(Object.fromEntries(numbers)).data ?? null;
  }
  isWrong = (name: LimitName): boolean =>
    !policyLimitsSchema.shape[name].safeParse(Number((this.typed[name] ?? '').replaceAll(',', ''))).success;
  /** What would change, as facts of old and new value. */
  get differences(): { label: string; value: string }[] {
    const now = this.page.value?.shown?.record.limits;
    const { next } = this;
    if (!now || !next) return [];
    const before = limitFacts(now);
    return limitFacts(next)
      .map((fact, place) => ({ ...fact, old: before[place]?.value ?? '' }))
      .filter(({ value, old }) => value !== old)
      .map(({ label, value, old }) => ({ label, value: `${old} → ${value}` }));
  }

  propose = async (): Promise<void> => {
    const { next } = this;
    const shown = this.page.value?.shown;
    if (!shown || !next) return;
    const order = newOrder('setPolicy', { until: untilForTwo(), shown: shown.digest, limits: next });
    const proposed = await signAndPropose(
      order,
      (signatures) => api.approval.propose.mutate({ signed: { order, signatures }, shown: shown.text }),
      this.differences.map((fact) => ({ ...fact, strong: true })),
    );
    if (proposed) this.changing = false;
  };
}
