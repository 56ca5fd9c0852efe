import type { Id } from '@kumoh-pay/domain';
import { type Asked, askUntilKnown } from './ask.ts';
import type { PaidSale, SaleDoor, SentCharge } from './sale-door.ts';
import { amberAfterMs } from './stage.ts';

/** The charges that are being asked for at this moment; each is asked for once. */
export class Following {
  readonly #stops = new Map<Id, AbortController>();

  has(charge: Id): boolean {
    return this.#stops.has(charge);
  }

  begin(charge: Id): AbortSignal {
    const stop = new AbortController();
    this.#stops.set(charge, stop);
    return stop.signal;
  }

  /** Asks for one until its outcome is known. @param fresh it was never sent before. */
  async ask(
    door: SaleDoor,
    sent: SentCharge,
    fresh: boolean,
    onUnknown: () => void,
  ): Promise<Asked<PaidSale>> {
    const { id: charge } = sent.signed.order;
    const signal = this.begin(charge);
    const amber = setTimeout(onUnknown, amberAfterMs);
    const send = () => door.charge(sent);
    const ask = fresh ? send : async () => (await door.outcome(charge)) ?? send();
    const asked = await askUntilKnown({ ask, fresh, onUnknown, signal });
    clearTimeout(amber);
    return asked;
  }

  /** The outcome is known, or nobody may ask just now: the asking ends. */
  end(charge: Id): void {
    this.#stops.get(charge)?.abort();
    this.#stops.delete(charge);
  }
}
