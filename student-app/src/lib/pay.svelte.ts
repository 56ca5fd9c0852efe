import { keepAwake } from '@kumoh-pay/device/awake.ts';
import { type PayCodeShow, type ShownPayCode, showPayCodes } from '@kumoh-pay/device/pay-code.ts';
import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { codeRenewMs, type ErrorCode, won } from '@kumoh-pay/domain';
import type { WalletNews } from '@kumoh-pay/server/wallet/live-events.ts';
import type { Owner } from './kept.ts';
import { api, clock } from './line.ts';
import { certificateFor } from './offline-leave.ts';
import { isJustNow, type Payment, paymentsIn } from './payments.ts';
import { tellResult } from './result-sounds.ts';

export interface Refusal {
  charge: string;
  vendor: string | null;
  code: ErrorCode;
  amount: number;
  shortBy: number | null;
}

/** showing: the code, fresh. refused: the same, and why the last one did not do. paid: green, until it is dismissed. */
export type PayStage =
  | { is: 'opening' }
  | { is: 'noKey' }
  | { is: 'showing' }
  | { is: 'refused'; refusal: Refusal }
  | { is: 'paid'; payment: Payment };

export type FallbackNumber =
  | { is: 'hidden' }
  | { is: 'asking' }
  /** For so long, until then by this device's clock. */
  | { is: 'shown'; digits: string; lifetimeMs: number; endsAtMs: number }
  | { is: 'failed'; code: ErrorCode };

/** The pay screen: shows codes with no network, and says by itself what has become of them. */
export class PayScreen {
  stage = $state.raw<PayStage>({ is: 'opening' });
  code = $state.raw<ShownPayCode | null>(null);
  number = $state.raw<FallbackNumber>({ is: 'hidden' });
  /** When the code on show is renewed, by this device's clock. */
  renewsAtMs = $state(0);
  #owner: Owner;
  #show: PayCodeShow | undefined;
  /** Payments that have not been seen yet: each is shown once, one after the other. */
  #unseen: Payment[] = [];
  #lodgesNext = false;
  #numberEnds: ReturnType<typeof setTimeout> | undefined;
  readonly #sleep = keepAwake();

  constructor(owner: Owner) {
    this.#owner = owner;
    this.#show = showPayCodes(
      this.#codeOwner(),
      clock,
      (code) => this.#shown(code),
      () => {
        this.stage = { is: 'noKey' };
      },
    );
  }

  hear(news: WalletNews): void {
    const payments = paymentsIn(news).filter(({ at }) => isJustNow(at, clock.nowMs()));
    if (payments.length > 0) {
      this.#unseen.push(...payments);
      if (this.stage.is !== 'paid') this.next();
    }
    if (news.is === 'refused' && this.stage.is !== 'paid' && isJustNow(news.at, clock.nowMs())) {
      const { charge, vendor, code, amount, shortBy } = news;
      this.stage = { is: 'refused', refusal: { charge, vendor, code, amount, shortBy } };
      this.#renew();
      tellResult('refused');
    }
  }

  /** The next payment that has not been seen, else back to the code. */
  next(): void {
    const payment = this.#unseen.shift();
    this.stage = payment ? { is: 'paid', payment } : { is: 'showing' };
    // What was paid with is used up: a photograph of it is worth nothing from now on.
    this.#renew();
    if (payment) tellResult('paid');
  }

  dismissRefusal(): void {
    if (this.stage.is === 'refused') this.stage = { is: 'showing' };
  }

  setCap(owner: Owner): void {
    this.#owner = owner;
    this.#renew();
    this.dismissRefusal();
  }

  /** Asks for a number by a touch. It stands for a fresh code: one that is half over would end before its number. */
  askNumber(): void {
    if (!this.code || this.number.is === 'asking') return;
    this.#renew();
    this.number = { is: 'asking' };
    this.#lodgesNext = true;
  }

  async #lodge(code: string): Promise<void> {
    try {
      const answer = await api.money.lodgeCode.mutate({ code });
      // Paid by the camera meanwhile: the number stands for a code that is used up.
      if (this.number.is !== 'asking') return;
      if (answer.ok) this.#showNumber(answer.value.number, answer.value.expiresAt - clock.nowMs());
      else this.number = { is: 'failed', code: answer.code };
    } catch (error) {
      this.number = { is: 'failed', code: troubleOf(error) };
    }
  }

  #showNumber(digits: string, lifetimeMs: number): void {
    this.number = { is: 'shown', digits, lifetimeMs, endsAtMs: Date.now() + lifetimeMs };
    this.#numberEnds = setTimeout(() => {
      this.number = { is: 'hidden' };
    }, lifetimeMs);
  }

  close(): void {
    clearTimeout(this.#numberEnds);
    this.#show?.stop();
    this.#sleep();
  }

  #codeOwner() {
    const { ledgerName, account, codeCap } = this.#owner;
    return { ledgerName, account, cap: won(codeCap), certificate: certificateFor(account, clock.nowMs()) };
  }

  #shown(code: ShownPayCode): void {
    this.code = code;
    this.renewsAtMs = Date.now() + codeRenewMs;
    if (this.stage.is === 'opening') this.stage = { is: 'showing' };
    if (this.#lodgesNext) void this.#lodge(code.digits);
    this.#lodgesNext = false;
  }

  #renew(): void {
    clearTimeout(this.#numberEnds);
    this.#lodgesNext = false;
    this.number = { is: 'hidden' };
    this.#show?.renew(this.#codeOwner());
  }
}
