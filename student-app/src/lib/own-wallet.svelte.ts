import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { saveFile } from './save-file.ts';

/** Leaving: the office closes the wallet, and until then the member may stay. */
export class Leaving {
  readonly form = new Form();
  password = $state('');

  ask = () =>
    this.form.run(async () => {
      const answer = await api.member.leave.mutate({ password: this.password });
      this.password = '';
      return answer.ok ? null : answer.code;
    });

  stay = () =>
    this.form.run(async () => {
      const answer = await api.member.stay.mutate();
      return answer.ok ? null : answer.code;
    });
}

/** What the member wants, as the server keeps it. */
export class Preferences {
  readonly form = new Form();

  save = (change: { endsNotice?: boolean; offlineAllowed?: boolean }) =>
    this.form.run(async () => {
      const answer = await api.member.savePreferences.mutate(change);
      return answer.ok ? null : answer.code;
    });
}

/** Everything that is kept about the member, as a file. */
export class OwnData {
  readonly form = new Form();

  save = (name: string) =>
    this.form.run(async () => {
      saveFile(name, JSON.stringify(await api.member.ownData.query(), null, 2));
      return null;
    });
}
