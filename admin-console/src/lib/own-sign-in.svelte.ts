import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';

/** The officer's own password and sign-ins. */
export class OwnSignIn {
  readonly form = new Form();
  readonly ending = new Form();
  password = $state('');
  newPassword = $state('');
  changed = $state(false);
  readonly sessions = new Loaded(() => api.officer.sessions.query());

  change = async (): Promise<void> => {
    this.changed = false;
    const { password, newPassword } = this;
    const changed = await this.form.run(() => api.officer.changePassword.mutate({ password, newPassword }));
    if (!changed) return;
    this.changed = true;
    this.password = '';
    this.newPassword = '';
    await this.sessions.load();
  };

  end = async (handle: string): Promise<void> => {
    await this.ending.run(() => api.officer.endSession.mutate({ handle }));
    await this.sessions.load();
  };

  endOthers = async (): Promise<void> => {
    await this.ending.run(() => api.officer.endOtherSessions.mutate());
    await this.sessions.load();
  };
}

/** A browser calls itself something long; people know it by its kind and system. */
export function deviceInWords(agent: string): string {
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(agent)?.[0] ?? '';
  const browser = /Edg|SamsungBrowser|Firefox|Chrome|Safari/.exec(agent)?.[0] ?? '';
  const name = { Edg: 'Edge', SamsungBrowser: 'Samsung Internet' }[browser] ?? browser;
  return [name, system === 'Mac OS X' ? 'macOS' : system].filter(Boolean).join(' · ');
}
