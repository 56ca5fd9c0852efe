import { adoptNextKey, ensureKey } from '@kumoh-pay/device/key.ts';
import { keyFromCode, newCode, readTypedCode } from '@kumoh-pay/device/recovery-code.ts';
import { signOrderWith } from '@kumoh-pay/device/signer.ts';
import { type ErrorCode, newId, type OrderOf, type SignedBy } from '@kumoh-pay/domain';
import { Form } from './form.svelte.ts';
import type { Owner } from './kept.ts';
import { api, clock } from './line.ts';
import { askUntilKnown } from './order-sender.ts';

export type ThisPhoneStage =
  | { is: 'choose' }
  | { is: 'byCode' }
  /** The old code is used up: the next one, before it takes effect. */
  | { is: 'nextCode'; code: string; next: string }
  | { is: 'byPassword' }
  | { is: 'done'; limited: boolean };

/** "Make this my paying phone": with the recovery code whole, with the password alone limited. */
export class ThisPhone {
  stage = $state.raw<ThisPhoneStage>({ is: 'choose' });
  readonly form = new Form();
  typed = $state('');
  password = $state('');
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  choose(how: 'byCode' | 'byPassword' | 'choose'): void {
    this.form.clear();
    this.stage = { is: how };
  }

  readCode(): void {
    const code = readTypedCode(this.typed);
    this.form.refused = code === null ? 'CODE_WRONG' : null;
    if (code !== null) this.stage = { is: 'nextCode', code, next: newCode() };
  }

  withCode = () =>
    this.form.run(async () => {
      if (this.stage.is !== 'nextCode') return null;
      const recovery = keyFromCode(this.stage.code, 'account-recovery');
      const next = keyFromCode(this.stage.next, 'account-recovery').publicKey;
      const order = this.#order(await ensureKey('account.next'), next);
      const signed = await signOrderWith(
        recovery,
        this.#owner.ledgerName,
        order,
        `recovery.${this.#owner.account}`,
      );
      return this.#replace(order, [signed]);
    });

  withPassword = () =>
    this.form.run(async () => this.#replace(this.#order(await ensureKey('account.next')), [], this.password));

  #order(key: string, recoveryKey?: string): OrderOf<'replaceKey'> {
    const { account } = this.#owner;
    const body = { account, key, ...(recoveryKey !== undefined && { recoveryKey }) };
    return { type: 'replaceKey', id: newId(), body, at: clock.nowMs() };
  }

  async #replace(
    order: OrderOf<'replaceKey'>,
    signatures: SignedBy[],
    password?: string,
  ): Promise<ErrorCode | null> {
    const input = { order, signatures, ...(password !== undefined && { password }) };
    const answer = await askUntilKnown({
      submit: (bound) => api.key.replace.mutate(input, bound),
      onUnknown: () => undefined,
    });
    if (!answer.ok) return answer.code;
    await adoptNextKey('account');
    this.stage = { is: 'done', limited: answer.value.limited };
    return null;
  }
}
