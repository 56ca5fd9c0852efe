import { signOrder } from '@kumoh-pay/device/key.ts';
import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { withinReason } from '@kumoh-pay/device/within-reason.ts';
import type { ErrorCode, OrderOf, SignedOrder } from '@kumoh-pay/domain';
import type { Owner } from './kept.ts';
import { api, clock } from './line.ts';
import { sendOrder } from './order-sender.ts';
import { claim } from './pending.ts';

interface Asked {
  charge: string;
  vendorName: string;
  amount: number;
  expiresAt: number;
  available: number;
  stoppedBy: ErrorCode | null;
}
export type RequestStage =
  | { is: 'reading' }
  | { is: 'unreadable'; code: ErrorCode }
  | { is: 'confirm'; asked: Asked }
  | { is: 'paying' | 'unknown'; asked: Asked }
  | { is: 'paid'; asked: Asked; at: number }
  | { is: 'refused'; asked: Asked; code: ErrorCode };

/** Pays a counter's request: exactly what its code asks for. The charge's id is in the code, so it is paid once. */
export class RequestPayment {
  stage = $state.raw<RequestStage>({ is: 'reading' });
  readonly #owner: Owner;
  readonly #digits: string;

  constructor(owner: Owner, digits: string) {
    this.#owner = owner;
    this.#digits = digits;
    void this.#read();
  }

  async #read(): Promise<void> {
    try {
      const answer = await api.money.request.query({ request: this.#digits }, withinReason());
      this.stage = answer.ok
        ? { is: 'confirm', asked: answer.value }
        : { is: 'unreadable', code: answer.code };
    } catch (error) {
      this.stage = { is: 'unreadable', code: troubleOf(error) };
    }
  }

  async pay(): Promise<void> {
    if (this.stage.is !== 'confirm') return;
    const { asked } = this.stage;
    this.stage = { is: 'paying', asked };
    try {
      const signed = await this.#sign(asked.charge);
      claim(asked.charge);
      const answer = await sendOrder({
        signed,
        submit: (bound) => api.money.payRequest.mutate(signed, bound),
        onUnknown: () => {
          this.stage = { is: 'unknown', asked };
        },
      });
      this.stage = answer.ok
        ? { is: 'paid', asked, at: answer.value.at }
        : { is: 'refused', asked, code: answer.code };
    } catch (error) {
      // This phone's own fault, before anything was sent.
      this.stage = { is: 'refused', asked, code: troubleOf(error) };
    }
  }

  async #sign(charge: string): Promise<SignedOrder & { order: OrderOf<'pay'> }> {
    const { ledgerName, account } = this.#owner;
    const order: OrderOf<'pay'> = {
      type: 'pay',
      id: charge,
      body: { account, request: this.#digits },
      at: clock.nowMs(),
    };
    return { order, signatures: [await signOrder(ledgerName, order, 'account', `account.${account}`)] };
  }
}

/** The request that the scanner has just read, on its way to the screen that pays it. */
export const requestInHand: { digits: string | null } = { digits: null };
