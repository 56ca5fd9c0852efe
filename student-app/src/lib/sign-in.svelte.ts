import { findPublicKey } from '@kumoh-pay/device/key.ts';
import { Form } from './form.svelte.ts';
import type { Owner } from './kept.ts';
import { api } from './line.ts';
import { ThisPhone } from './this-phone.svelte.ts';

export type DemoPerson = Awaited<ReturnType<typeof api.demo.people.query>>[number];

/** Signing in gives a view of the wallet; a browser that holds its key pays with it. */
export class SignIn {
  stage = $state<'form' | 'done' | 'freeze' | 'frozen'>('form');
  readonly form = new Form();
  studentNumber = $state('');
  password = $state('');

  signIn = () =>
    this.form.run(async () => {
      const deviceKey = await findPublicKey('account');
      const answer = await api.member.signIn.mutate({
        studentNumber: this.studentNumber.trim(),
        password: this.password,
        ...(deviceKey !== null && { deviceKey }),
      });
      if (answer.ok) this.stage = 'done';
      return answer.ok ? null : answer.code;
    });

  /** "I lost my phone": stops the wallet without signing in. */
  freeze = () =>
    this.form.run(async () => {
      const { password } = this;
      const answer = await api.key.freezeWithPassword.mutate({
        studentNumber: this.studentNumber.trim(),
        password,
      });
      if (answer.ok) this.stage = 'frozen';
      return answer.ok ? null : answer.code;
    });

  /** On a demo campus this device becomes the paying phone at once: a stand-in confirms it. @returns whether it did. */
  async payHere(owner: Owner): Promise<boolean> {
    const phone = new ThisPhone(owner);
    phone.password = this.password;
    await phone.withPassword();
    return phone.stage.is === 'done';
  }
}
