import { keyFromCode, newCode } from '@kumoh-pay/device/recovery-code.ts';
import { groupsOf, pickGroups, sameGroup } from './code-groups.ts';
import { Form } from './form.svelte.ts';
import { setRecoveryKey } from './holder-order.ts';
import { keptPutOff, type Owner } from './kept.ts';

export type RecoveryStage =
  | { is: 'explained' }
  | { is: 'shown'; code: string }
  /** Two of the groups are asked back, so that a code that was not written down is noticed now. */
  | { is: 'asked'; code: string; groups: readonly [number, number]; wrong: boolean }
  | { is: 'done' };

export class Recovery {
  stage = $state.raw<RecoveryStage>({ is: 'explained' });
  readonly form = new Form();
  typed = $state<[string, string]>(['', '']);
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  show(): void {
    this.stage = { is: 'shown', code: newCode() };
  }

  ask(): void {
    if (this.stage.is !== 'shown') return;
    const { code } = this.stage;
    this.typed = ['', ''];
    this.stage = { is: 'asked', code, groups: pickGroups(code), wrong: false };
  }

  showAgain(): void {
    if (this.stage.is === 'asked') this.stage = { is: 'shown', code: this.stage.code };
  }

  answer = () =>
    this.form.run(async () => {
      if (this.stage.is !== 'asked') return null;
      const { code, groups } = this.stage;
      const all = groupsOf(code);
      if (!groups.every((group, place) => sameGroup(this.typed[place === 0 ? 0 : 1], all[group] ?? ''))) {
        this.stage = { ...this.stage, wrong: true };
        return null;
      }
      const answer = await setRecoveryKey(this.#owner, keyFromCode(code, 'account-recovery').publicKey);
      if (!answer.ok) return answer.code;
      keptPutOff.forget();
      this.stage = { is: 'done' };
      return null;
    });

  putOff(): void {
    keptPutOff.write(true);
  }
}
