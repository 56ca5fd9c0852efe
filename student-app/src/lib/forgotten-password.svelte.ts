import { Form } from './form.svelte.ts';
import { api } from './line.ts';

export type ForgottenStage = { is: 'person' } | { is: 'code' | 'password'; attempt: string } | { is: 'done' };

/** A code to the school address, then a new password. It signs nobody in and gives no key. */
export class ForgottenPassword {
  stage = $state.raw<ForgottenStage>({ is: 'person' });
  readonly form = new Form();
  studentNumber = $state('');
  mail = $state('');
  code = $state('');
  password = $state('');

  start = () =>
    this.form.run(async () => {
      const answer = await api.password.startReset.mutate({
        studentNumber: this.studentNumber.trim(),
        mail: this.mail.trim(),
      });
      if (answer.ok) this.stage = { is: 'code', attempt: answer.value.attempt };
      this.code = '';
      return answer.ok ? null : answer.code;
    });

  confirm = () =>
    this.form.run(async () => {
      if (this.stage.is !== 'code') return null;
      const { attempt } = this.stage;
      const answer = await api.password.confirmReset.mutate({ attempt, code: this.code });
      if (answer.ok) this.stage = { is: 'password', attempt };
      else this.code = '';
      return answer.ok ? null : answer.code;
    });

  /** To what was asked first, with what was typed; a code that did not come is asked for again. */
  back(): void {
    this.form.clear();
    this.stage = { is: 'person' };
  }

  finish = () =>
    this.form.run(async () => {
      if (this.stage.is !== 'password') return null;
      const answer = await api.password.finishReset.mutate({
        attempt: this.stage.attempt,
        password: this.password,
      });
      if (answer.ok) this.stage = { is: 'done' };
      return answer.ok ? null : answer.code;
    });
}
