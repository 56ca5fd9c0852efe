import { adoptNextKey, ensureKey, removeKey, signOrder } from '@kumoh-pay/device/key.ts';
import { pending, settle, storeOrder } from '@kumoh-pay/device/outbox.ts';
import { keyFromCode } from '@kumoh-pay/device/recovery-code.ts';
import { signOrderWith } from '@kumoh-pay/device/signer.ts';
import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { type ErrorCode, type Id, newId, type OrderOf, readTypedCode } from '@kumoh-pay/domain';
import { api, clock } from './line.ts';
import type { Signed } from './sign.ts';

type Shop = Awaited<ReturnType<typeof api.demo.people.query>>[number];
type Slip = Extract<Awaited<ReturnType<typeof api.terminal.slip.query>>, { ok: true }>['value'];

/** `code`: the officer's code is awaited; `confirm`: the shop is shown, and its first manager asked for if it has none. */
export type PairingStage = { is: 'code' } | { is: 'confirm'; code: Id; slip: Slip };

/** How the tablet becomes a terminal. The pairing code never goes to the server: a key made from it signs. */
export class Pairing {
  stage = $state.raw<PairingStage>({ is: 'code' });
  busy = $state(false);
  trouble = $state.raw<ErrorCode | null>(null);
  /** What was typed or scanned last cannot be a pairing code. */
  malformed = $state(false);
  /** Shops that the server lets anyone pair as; none but where the ledger calls itself a demo. */
  offers = $state.raw<readonly Shop[]>([]);
  readonly #ledgerName: string;
  readonly #done: () => Promise<void>;

  constructor(ledgerName: string, done: () => Promise<void>) {
    this.#ledgerName = ledgerName;
    this.#done = done;
  }

  async readOffers(): Promise<void> {
    await this.#work(async () => {
      this.offers = await api.demo.people.query();
      return null;
    });
  }

  /** The server gives the code that an officer's screen would have shown. */
  async takeOffer(vendor: Id): Promise<void> {
    let code: Id | null = null;
    await this.#work(async () => {
      const answer = await api.demo.slip.mutate({ vendor });
      if (!answer.ok) return answer.code;
      ({ code } = answer.value);
      return null;
    });
    if (code !== null) await this.take(code);
  }

  /** Typed or scanned; a QR may carry the counter's own address before the code. */
  async take(text: string): Promise<void> {
    if (this.stage.is !== 'code' || this.busy) return;
    const code = readTypedCode(text.slice(text.lastIndexOf('#') + 1));
    this.malformed = code === null;
    if (code === null) return;
    await this.#work(async () => {
      const { publicKey: pairingKey } = keyFromCode(code, 'pairing');
      const answer = await api.terminal.slip.query({ pairingKey });
      if (!answer.ok) return answer.code;
      this.stage = { is: 'confirm', code, slip: answer.value };
      return null;
    });
  }

  /** @param manager the vendor's first, or null when it has one. */
  async pair(manager: { name: string; pin: string } | null): Promise<void> {
    const { stage } = this;
    if (stage.is !== 'confirm') return;
    await this.#work(async () => {
      const signed = await this.#order(stage.code, stage.slip);
      const answer = await api.terminal.pair.mutate({ signed, manager });
      if (!answer.ok) return answer.code;
      await adoptNextKey('terminal');
      await settle(signed.order.id);
      await this.#done();
      return null;
    });
  }

  back(): void {
    this.stage = { is: 'code' };
    this.trouble = null;
  }

  /** The same order after a lost answer or a reload, so that one slip never pairs twice. */
  async #order(code: Id, { slip, officer, slipSignature }: Slip): Promise<Signed<'pairTerminal'>> {
    const { entries } = await pending();
    for (const { signed } of entries) {
      if (signed.order.type === 'pairTerminal' && signed.order.body.slip.terminal === slip.terminal) {
        return { order: signed.order, signatures: signed.signatures };
      }
    }
    // A key that stands on the ledger is never registered again: each pairing has its own.
    await removeKey('terminal.next');
    const key = await ensureKey('terminal.next');
    const body = { slip, officer, slipSignature, key };
    const order: OrderOf<'pairTerminal'> = { type: 'pairTerminal', id: newId(), body, at: clock.nowMs() };
    const signatures = [
      await signOrderWith(keyFromCode(code, 'pairing'), this.#ledgerName, order, `pairing.${slip.terminal}`),
      await signOrder(this.#ledgerName, order, 'terminal.next', `terminal.${slip.terminal}`),
    ];
    await storeOrder({ order, signatures });
    return { order, signatures };
  }

  async #work(work: () => Promise<ErrorCode | null>): Promise<void> {
    this.busy = true;
    this.trouble = null;
    try {
      this.trouble = await work();
    } catch (error) {
      this.trouble = troubleOf(error);
    } finally {
      this.busy = false;
    }
  }
}
