import type { Id } from '@kumoh-pay/domain';
import { toasts } from '@kumoh-pay/ui/toast.svelte.ts';
import { words } from '@kumoh-pay/ui/words/words.ts';
import { api, withinReason } from './line.ts';
import { sendOrder } from './order-sender.ts';
import { type Seat, signSeal } from './sign.ts';

type Due = Awaited<ReturnType<typeof api.day.due.query>>;

/** Closing by itself at the hour that a manager has set, and a word when a day was left open. */
export class ClosingHour {
  due = $state.raw<Due | null>(null);
  #sealing: Id | null = null;

  /** Asks whether it is time; a terminal that slept through its hour closes when it wakes. */
  async look(seat: Seat): Promise<void> {
    try {
      this.due = await api.day.due.query();
      if (this.due.due && this.#sealing === null) await this.#seal(seat, this.due.day);
    } catch {
      // No server just now: the next look asks again.
    }
  }

  async save(closingMinute: number | null): Promise<void> {
    await api.day.saveClosingMinute.mutate({ closingMinute });
    this.due = await api.day.due.query();
  }

  async #seal(seat: Seat, day: number): Promise<void> {
    const signed = await signSeal(seat, day);
    this.#sealing = signed.order.id;
    try {
      const ask = () => api.day.sealAtHour.mutate({ signed }, withinReason());
      const answer = await sendOrder(signed, '', ask, () => undefined);
      // Another terminal may have been faster: the day is closed either way.
      if (answer.ok) toasts.show(words().counter.manager.closing.sealedByItself(answer.value.day), 'paid');
      this.due = await api.day.due.query();
    } finally {
      this.#sealing = null;
    }
  }
}
