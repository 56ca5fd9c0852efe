import type { Id } from '@kumoh-pay/domain';
import { Asides } from './asides.svelte.ts';
import type { Outcome, Shown } from './stage.ts';

export interface Ended {
  outcome: Outcome;
  /** It was the one on the screen, and not set aside. */
  onScreen: boolean;
  wasRequest: boolean;
}

/** The result that fills the screen, and the amber ones set aside. */
export class Results {
  shown = $state.raw<Shown | null>(null);
  readonly asides = new Asides();

  isShown(charge: Id): boolean {
    return this.shown !== null && this.shown.charge === charge;
  }

  /** Brings one that was set aside back to the screen. */
  open(charge: Id): void {
    if (!this.shown) this.shown = this.asides.take(charge) ?? null;
  }

  /** A charge that was cut off: on the screen if that is free. */
  found(charge: Id, amount: number, since: number): void {
    if (this.isShown(charge) || this.asides.find(charge)) return;
    const amber: Outcome = { is: 'unknown', charge, amount, since };
    if (this.shown) this.asides.add(amber);
    else this.shown = amber;
  }

  /** True when the charge on the screen has turned amber now. */
  unknown(charge: Id, since: number): boolean {
    if (this.shown?.is !== 'charging' || this.shown.charge !== charge) return false;
    this.shown = { is: 'unknown', charge, amount: this.shown.amount, since };
    return true;
  }

  /** The outcome is known, once and for all. Null: it was known before, or is nothing that is shown here. */
  end(charge: Id, outcomeOf: (amount: number) => Outcome): Ended | null {
    const shown = this.isShown(charge) ? this.shown : null;
    const before = shown ?? this.asides.find(charge);
    if (!before || (before.is !== 'charging' && before.is !== 'unknown' && before.is !== 'request'))
      return null;
    const outcome = outcomeOf(before.amount);
    const wasRequest = before.is === 'request';
    if (!shown) this.asides.resolve(outcome);
    // A request that was taken back is no result: the amount is armed again.
    else this.shown = wasRequest && outcome.is === 'voided' ? null : outcome;
    return { outcome, onScreen: shown !== null, wasRequest };
  }
}
