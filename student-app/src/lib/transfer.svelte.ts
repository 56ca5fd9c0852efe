import { signOrder } from '@kumoh-pay/device/key.ts';
import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { withinReason } from '@kumoh-pay/device/within-reason.ts';
import { type ErrorCode, newId, type OrderOf, type SignedOrder, won } from '@kumoh-pay/domain';
import { keptReceivers, type Owner, type Receiver } from './kept.ts';
import { api, clock } from './line.ts';
import { sendOrder } from './order-sender.ts';
import { claim } from './pending.ts';

export type SendStage =
  | { is: 'finding' }
  /** There is nobody to send to: says why, and nothing was signed. */
  | { is: 'nobody'; code: ErrorCode }
  | { is: 'amount'; receiver: Receiver; bounds: SendBounds }
  | {
      is: 'confirm';
      receiver: Receiver;
      bounds: SendBounds;
      amount: number;
      signed: SignedOrder & { order: OrderOf<'transfer'> };
    }
  | { is: 'sending' | 'unknown'; receiver: Receiver; amount: number }
  | { is: 'sent'; receiver: Receiver; amount: number }
  | { is: 'refused'; receiver: Receiver; amount: number; code: ErrorCode };

interface SendBounds {
  /** What can be sent now, in won. */
  most: number;
  /** Why nothing can be, whatever the amount. */
  stoppedBy: ErrorCode | null;
}

/** Receivers that are offered again. */
const receiversKept = 8;

/** Sending to one account. The order is made once, at the confirm, so that a second tap or a lost answer sends it once. */
export class Transfer {
  stage = $state.raw<SendStage>({ is: 'finding' });
  readonly #owner: Owner;

  constructor(owner: Owner, account: string) {
    this.#owner = owner;
    void this.find(account);
  }

  /** Asks who that is, and how much can be sent. */
  async find(account: string): Promise<void> {
    this.stage = { is: 'finding' };
    try {
      const found = await api.money.receiver.query({ account }, withinReason());
      if (!found.ok) {
        this.stage = { is: 'nobody', code: found.code };
        return;
      }
      const { name, ...bounds } = found.value;
      this.stage = { is: 'amount', receiver: { account, name }, bounds };
    } catch (error) {
      this.stage = { is: 'nobody', code: troubleOf(error) };
    }
  }

  /** Signs; nothing is sent before `send`. */
  async confirm(amount: number): Promise<void> {
    if (this.stage.is !== 'amount' || amount < 1) return;
    const { receiver, bounds } = this.stage;
    const { ledgerName, account } = this.#owner;
    const body = { from: account, to: receiver.account, amount: won(amount) };
    const order: OrderOf<'transfer'> = { type: 'transfer', id: newId(), body, at: clock.nowMs() };
    try {
      const signature = await signOrder(ledgerName, order, 'account', `account.${account}`);
      // Tapped twice: the first order is the one.
      if (this.stage.is !== 'amount') return;
      this.stage = { is: 'confirm', receiver, bounds, amount, signed: { order, signatures: [signature] } };
    } catch (error) {
      this.stage = { is: 'refused', receiver, amount, code: troubleOf(error) };
    }
  }

  /** To the amount; after a refusal with fresh bounds, since something has changed. */
  back(): void {
    const { stage } = this;
    if (stage.is === 'confirm') this.stage = { is: 'amount', receiver: stage.receiver, bounds: stage.bounds };
    if (stage.is === 'refused') void this.find(stage.receiver.account);
  }

  async send(): Promise<void> {
    if (this.stage.is !== 'confirm') return;
    const { receiver, amount, signed } = this.stage;
    this.stage = { is: 'sending', receiver, amount };
    claim(signed.order.id);
    const { order, signatures } = signed;
    const answer = await sendOrder({
      signed,
      submit: (bound) => api.money.send.mutate({ order, signatures }, bound),
      onUnknown: () => {
        this.stage = { is: 'unknown', receiver, amount };
      },
    });
    this.stage = answer.ok
      ? { is: 'sent', receiver, amount }
      : { is: 'refused', receiver, amount, code: answer.code };
    if (answer.ok) remember(receiver);
  }
}

function remember(receiver: Receiver): void {
  const others = (keptReceivers.read() ?? []).filter(({ account }) => account !== receiver.account);
  keptReceivers.write([receiver, ...others].slice(0, receiversKept));
}
