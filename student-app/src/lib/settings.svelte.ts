import { Form } from './form.svelte.ts';
import { ownSuspension } from './holder-order.ts';
import type { Owner } from './kept.ts';
import { api } from './line.ts';

export type Device = Awaited<ReturnType<typeof api.session.list.query>>[number];

export class PasswordChange {
  stage = $state<'form' | 'done'>('form');
  readonly form = new Form();
  password = $state('');
  newPassword = $state('');

  change = () =>
    this.form.run(async () => {
      const { password, newPassword } = this;
      const answer = await api.password.change.mutate({ password, newPassword });
      if (answer.ok) this.stage = 'done';
      return answer.ok ? null : answer.code;
    });
}

/** Freezes and thaws the own wallet: by this phone's key where it has one, else by the office's. */
export class Freeze {
  readonly form = new Form();
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  freeze = (paysHere: boolean) =>
    this.form.run(async () => {
      const answer = paysHere
        ? await ownSuspension(this.#owner, 'suspendAccount')
        : await api.key.freeze.mutate();
      return answer.ok ? null : answer.code;
    });

  thaw = () =>
    this.form.run(async () => {
      const answer = await ownSuspension(this.#owner, 'resumeAccount');
      return answer.ok ? null : answer.code;
    });
}

/** Where this member is signed in. */
export class Devices {
  list = $state.raw<readonly Device[] | null>(null);
  readonly form = new Form();

  load = () =>
    this.form.run(async () => {
      this.list = await api.session.list.query();
      return null;
    });

  end = (handle: string) =>
    this.form.run(async () => {
      const answer = await api.session.end.mutate({ handle });
      this.list = await api.session.list.query();
      return answer.ok ? null : answer.code;
    });

  endOthers = () =>
    this.form.run(async () => {
      await api.session.endOthers.mutate();
      this.list = await api.session.list.query();
      return null;
    });
}
