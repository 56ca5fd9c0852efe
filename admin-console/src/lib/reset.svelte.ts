import { Form } from './form.svelte.ts';
import { api } from './line.ts';

/** New password and authenticator by another approver's link. */
export class Reset {
  readonly form = new Form();
  password = $state('');
  secret = $state('');
  /** For the authenticator app; empty until the link was used. */
  address = $state('');
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  accept = async (): Promise<void> => {
    const { password } = this;
    const accepted = await this.form.run(() =>
      api.invitation.acceptReset.mutate({ token: this.#token, password }),
    );
    if (!accepted) return;
    this.password = '';
    this.secret = accepted.value.totpSecret;
    this.address = accepted.value.totpAddress;
  };
}
