import { ensureKey } from '@kumoh-pay/device/key.ts';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { session } from './session.svelte.ts';

export type DemoOfficer = Awaited<ReturnType<typeof api.demo.people.query>>[number];

/** Mail, password and the authenticator's digits, all at once. */
export class SignIn {
  readonly form = new Form();
  mail = $state('');
  password = $state('');
  totp = $state('');
  /** On a demo campus only; nobody elsewhere. */
  people = $state.raw<DemoOfficer[]>([]);

  findPeople = async (): Promise<void> => {
    this.people = await api.demo.people.query().catch(() => []);
  };

  fillIn = async (person: DemoOfficer): Promise<void> => {
    await this.findPeople();
    const fresh = this.people.find(({ mail }) => mail === person.mail) ?? person;
    this.mail = fresh.mail;
    this.password = fresh.password;
    this.totp = fresh.totp ?? '';
  };

  signIn = async (): Promise<void> => {
    const { mail, password, totp } = this;
    const signedIn = await this.form.run(() =>
      api.officer.signIn.mutate({ mail: mail.trim(), password, totp }),
    );
    this.totp = '';
    if (!signedIn) return;
    this.password = '';
    await session.look();
    const isDemo = this.people.some((one) => one.mail === mail.trim());
    if (isDemo && !session.canSign) await this.#takeOver();
  };

  /** A demo officer's key moves to the browser at which a visitor sits. */
  async #takeOver(): Promise<void> {
    const taken = await this.form.run(async () =>
      api.demo.takeOver.mutate({ key: await ensureKey('officer') }),
    );
    if (taken) await session.findKey();
  }
}
