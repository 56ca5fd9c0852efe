import { ensureKey, signOrder } from '@kumoh-pay/device/key.ts';
import type { Bound } from '@kumoh-pay/device/within-reason.ts';
import { newId, type OrderOf, type SignedOrder } from '@kumoh-pay/domain';
import { language } from '@kumoh-pay/ui';
import { Form } from './form.svelte.ts';
import { api, clock } from './line.ts';
import { askUntilKnown } from './order-sender.ts';

export interface Applicant {
  studentNumber: string;
  name: string;
  mail: string;
}
export type SignUpStage =
  | { is: 'person' }
  | { is: 'code'; attempt: string }
  | { is: 'password'; attempt: string }
  /** Signed up; a registrar has to agree first. */
  | { is: 'waiting' }
  | { is: 'done' };

/** From a roster's row to a wallet on the ledger: person, mailed code, password, and this phone's key. */
export class SignUp {
  stage = $state.raw<SignUpStage>({ is: 'person' });
  readonly form = new Form();
  person = $state<Applicant>({ studentNumber: '', name: '', mail: '' });
  password = $state('');
  code = $state('');
  /** Made once for all tries of the last step: a lost answer never opens a second account. */
  #signed: (SignedOrder & { order: OrderOf<'openAccount'> }) | undefined;

  start = () =>
    this.form.run(async () => {
      const { studentNumber, name, mail } = this.person;
      const answer = await api.signUp.start.mutate({
        studentNumber: studentNumber.trim(),
        name: name.trim(),
        mail: mail.trim(),
      });
      if (!answer.ok) return answer.code;
      this.code = '';
      this.stage = { is: 'code', attempt: answer.value.attempt };
      return null;
    });

  confirm = () =>
    this.form.run(async () => {
      if (this.stage.is !== 'code') return null;
      const { attempt } = this.stage;
      const answer = await api.signUp.confirm.mutate({ attempt, code: this.code });
      if (answer.ok) this.stage = { is: 'password', attempt };
      else this.code = '';
      return answer.ok ? null : answer.code;
    });

  finish = () =>
    this.form.run(async () => {
      if (this.stage.is !== 'password') return null;
      const { attempt } = this.stage;
      this.#signed ??= await signOpening();
      const signed = this.#signed;
      const { password } = this;
      const submit = (bound: Bound) =>
        api.signUp.finish.mutate({ attempt, password, signed, language: language.current }, bound);
      const answer = await askUntilKnown({ submit, onUnknown: () => undefined });
      if (answer.ok) this.stage = { is: answer.value.waiting ? 'waiting' : 'done' };
      // The ledger's own no is final for this order: the next try is a new one.
      else if (answer.code !== 'PASSWORD_WEAK' && answer.code !== 'TOO_MANY_TRIES') this.#signed = undefined;
      return answer.ok ? null : answer.code;
    });

  back(): void {
    this.form.clear();
    this.stage = { is: 'person' };
  }
}

/** The account's opening, signed by a new key that takes the old one's place only when the ledger has taken it. */
async function signOpening(): Promise<SignedOrder & { order: OrderOf<'openAccount'> }> {
  const [key, { ledgerName }] = await Promise.all([ensureKey('account.next'), api.member.about.query()]);
  const account = newId();
  const order: OrderOf<'openAccount'> = {
    type: 'openAccount',
    id: newId(),
    body: { account, key, recoveryKey: null },
    at: clock.nowMs(),
  };
  return { order, signatures: [await signOrder(ledgerName, order, 'account.next', `account.${account}`)] };
}
