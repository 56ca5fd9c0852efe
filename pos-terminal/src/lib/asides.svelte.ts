import type { Id } from '@kumoh-pay/domain';
import type { Outcome } from './stage.ts';

/** Amber results that were set aside so that the queue moves on: they resolve themselves and stay until they are seen. */
export class Asides {
  list = $state.raw<readonly Outcome[]>([]);

  find(charge: Id): Outcome | undefined {
    return this.list.find((one) => one.charge === charge);
  }

  add(one: Outcome): void {
    this.list = [...this.list, one];
  }

  /** Takes one back to the screen. */
  take(charge: Id): Outcome | undefined {
    const one = this.find(charge);
    this.list = this.list.filter((other) => other !== one);
    return one;
  }

  resolve(outcome: Outcome): void {
    this.list = this.list.map((one) => (one.charge === outcome.charge ? outcome : one));
  }

  /** Seen and done with. An unknown one stays. */
  dismiss(charge: Id): void {
    this.list = this.list.filter((one) => one.charge !== charge || one.is === 'unknown');
  }
}
