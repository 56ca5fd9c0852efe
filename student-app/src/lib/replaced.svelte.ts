import { readTypedCode } from '@kumoh-pay/device/recovery-code.ts';
import { fingerprintOf } from '@kumoh-pay/domain/fingerprint.ts';
import { Form } from './form.svelte.ts';
import { confirmByCode, confirmByOldPhone, keepKey } from './holder-order.ts';
import type { Owner } from './kept.ts';

/** On the old phone: another one took its place by the password alone. */
export class Replaced {
  stage = $state<'asked' | 'kept' | 'confirmed'>('asked');
  readonly form = new Form();
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  notMe = () =>
    this.form.run(async () => {
      const answer = await keepKey(this.#owner);
      if (answer.ok) this.stage = 'kept';
      return answer.ok ? null : answer.code;
    });

  /** @param key the new phone's. */
  me = (key: string) =>
    this.form.run(async () => {
      const answer = await confirmByOldPhone(this.#owner, key);
      if (answer.ok) this.stage = 'confirmed';
      return answer.ok ? null : answer.code;
    });
}

/** On the new phone: what ends its limits. */
export class Limited {
  stage = $state<'explained' | 'code' | 'done'>('explained');
  readonly form = new Form();
  typed = $state('');
  /** Of this phone's key, as the office's screen has it; empty until it is formed. */
  fingerprint = $state('');
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  async readKey(key: string): Promise<void> {
    this.fingerprint = await fingerprintOf(key);
  }

  /** @param key this phone's. */
  confirm = (key: string) =>
    this.form.run(async () => {
      const code = readTypedCode(this.typed);
      if (code === null) return 'CODE_WRONG';
      const answer = await confirmByCode(this.#owner, key, code);
      if (answer.ok) this.stage = 'done';
      // A well-formed code that is not this account's gives a signature that is not either.
      return answer.ok ? null : answer.code === 'BAD_SIGNATURE' ? 'CODE_WRONG' : answer.code;
    });
}
