import { formatCode, keyFromCode, newCode } from '@kumoh-pay/device/recovery-code.ts';
import { Form } from './form.svelte.ts';
import { setRecoveryKey } from './holder-order.ts';
import { keptPutOff, type Owner } from './kept.ts';

export type RecoveryStage =
  | { is: 'explained' }
  | { is: 'shown'; code: string }
  /** Two of the groups are asked back, so that a code that was not written down is noticed now. */
  | { is: 'asked'; code: string; groups: readonly [number, number]; wrong: boolean }
  | { is: 'done' };

export const groupsOf = (code: string): string[] => formatCode(code).split('-');

/** Two different groups, ascending; never the short last one. */
export function pickGroups(code: string, random = Math.random): [number, number] {
  const whole = groupsOf(code).length - 1;
  const first = Math.floor(random() * whole);
  const second = (first + 1 + Math.floor(random() * (whole - 1))) % whole;
  return first < second ? [first, second] : [second, first];
}

/** As a person types it: lower case, O for 0, I and L for 1. */
export const sameGroup = (typed: string, group: string): boolean =>
  typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1') === group;

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
