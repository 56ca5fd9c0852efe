import { pending } from '@kumoh-pay/device/outbox.ts';
import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode, Id, SignedOrder } from '@kumoh-pay/domain';
import { toasts } from '@kumoh-pay/ui/toast.svelte.ts';
import { words } from '@kumoh-pay/ui/words/words.ts';
import { api, withinReason } from './line.ts';
import { finishPending, sendOrder } from './order-sender.ts';
import { type Seat, signSeal } from './sign.ts';

type Preview = Awaited<ReturnType<typeof api.day.closing.query>>;
type SealAnswer = Awaited<ReturnType<typeof api.day.seal.mutate>>;
export type DayLine = Extract<SealAnswer, { ok: true }>['value'];
export interface Doubtful {
  charge: Id;
  amount: number;
  /** Null: on this tablet, and the server has not seen it. */
  terminalName: string | null;
  at: number;
}

/** Closing the business day: what would be settled, the seal, and the count that follows by itself. */
export class Closing {
  preview = $state.raw<Preview | null>(null);
  doubtful = $state.raw<readonly Doubtful[]>([]);
  sealed = $state.raw<DayLine | null>(null);
  /** When the sealed day is likely to be paid out, Unix milliseconds; null: nobody knows yet. */
  expectedPayAt = $state<number | null>(null);
  busy = $state(false);
  unknown = $state(false);
  trouble = $state.raw<ErrorCode | null>(null);
  readonly #seat: Seat;

  constructor(seat: Seat) {
    this.#seat = seat;
  }

  async read(): Promise<void> {
    try {
      const [preview, own] = await Promise.all([api.day.closing.query(), ownPending()]);
      const unseen = own.filter((one) => !preview.doubtful.some(({ charge }) => charge === one.charge));
      this.doubtful = [...preview.doubtful, ...unseen];
      this.preview = preview;
      this.trouble = null;
    } catch (error) {
      this.trouble = troubleOf(error);
    }
  }

  /** The day as it is shown: one that has moved on meanwhile is refused. */
  async seal(): Promise<void> {
    if (!this.preview || this.busy) return;
    this.busy = true;
    this.trouble = null;
    try {
      const signed = await signSeal(this.#seat, this.preview.day);
      const ask = () => api.day.seal.mutate({ signed }, withinReason());
      const answer = await sendOrder(signed, '', ask, () => (this.unknown = true));
      if (answer.ok) this.sealed = answer.value;
      else this.trouble = answer.code;
    } catch (error) {
      this.trouble = troubleOf(error);
    } finally {
      this.busy = false;
      this.unknown = false;
    }
  }

  /** After the stream has told of a count or an approval. */
  async readSealed(): Promise<void> {
    if (!this.sealed) return;
    try {
      const answer = await api.day.report.query({ day: this.sealed.day });
      if (!answer.ok) return;
      this.sealed = answer.value;
      this.expectedPayAt = answer.value.expectedPayAt;
    } catch {
      // The next news tries again.
    }
  }
}

async function ownPending(): Promise<Doubtful[]> {
  const { entries } = await pending();
  return entries.flatMap(({ signed: { order }, storedAtMs: at }) =>
    order.type === 'charge' ? [{ charge: order.id, amount: order.body.amount, terminalName: null, at }] : [],
  );
}

/** A seal that was cut off: the same order again. */
export const finishSeals = (): Promise<void> =>
  finishPending(
    'sealDay',
    (signed) => api.day.seal.mutate({ signed: sealOrder(signed) }, withinReason()),
    (_, answer) => {
      if (answer.ok) toasts.show(words().counter.close.sealed(answer.value.day), 'paid');
    },
  );

function sealOrder({ order, signatures }: SignedOrder): Parameters<typeof api.day.seal.mutate>[0]['signed'] {
  if (order.type !== 'sealDay') throw new Error('no seal');
  return { order, signatures };
}
