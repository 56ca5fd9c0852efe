import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode, Id, Result, SignedOrder } from '@kumoh-pay/domain';
import { sayWon } from '@kumoh-pay/ui/speak.ts';
import { toasts } from '@kumoh-pay/ui/toast.svelte.ts';
import { errorSentence, words } from '@kumoh-pay/ui/words/words.ts';
import { api, withinReason } from './line.ts';
import { finishPending, sendOrder } from './order-sender.ts';
import type { PaidSale } from './sale-door.ts';
import { type Seat, type Signed, signPresent } from './sign.ts';

export type BouncedLine = Awaited<ReturnType<typeof api.sale.bounced.query>>[number];

/** What was taken offline, moved no won and is still owed: it may be asked for once more. */
export class Bounced {
  list = $state.raw<readonly BouncedLine[]>([]);
  /** The charge that is being presented. */
  asking = $state.raw<Id | null>(null);
  /** Why the last one was not paid. */
  refused = $state.raw<{ charge: Id; code: ErrorCode } | null>(null);

  async read(): Promise<void> {
    this.list = await api.sale.bounced.query(undefined, withinReason());
  }

  /** One at a time; what is refused stays in the list, and may be asked for again on another day. */
  async present(seat: Seat, { charge, account }: BouncedLine): Promise<void> {
    if (this.asking !== null) return;
    this.asking = charge;
    this.refused = null;
    try {
      const signed = await signPresent(seat, charge, account);
      const answer = await sendOrder(
        signed,
        charge,
        () => send(signed),
        () => undefined,
      );
      if (answer.ok) tell(answer);
      else this.refused = { charge, code: answer.code };
      await this.read();
    } catch (error) {
      this.refused = { charge, code: troubleOf(error) };
    } finally {
      this.asking = null;
    }
  }
}

/** Those that a reload, a crash or the lock cut off. */
export const finishPresented = (): Promise<void> =>
  finishPending(
    'presentCharge',
    (signed) => send(presentOrder(signed)),
    (_, answer) => tell(answer),
  );

const send = (signed: Signed<'presentCharge'>): Promise<Result<PaidSale>> =>
  api.sale.present.mutate({ signed }, withinReason());

function tell(answer: Result<PaidSale>): void {
  const { presented } = words().counter.service.offline;
  if (answer.ok) toasts.show(presented(answer.value.payer, sayWon(answer.value.amount)), 'paid');
  else toasts.show(errorSentence(answer.code, 'counter'), 'refused');
}

function presentOrder({ order, signatures }: SignedOrder): Signed<'presentCharge'> {
  if (order.type !== 'presentCharge') throw new Error('presents no charge');
  return { order, signatures };
}
