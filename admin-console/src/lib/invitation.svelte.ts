import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode, OfficerRole } from '@kumoh-pay/domain';
import { FirstRun } from './first-run.svelte.ts';
import { Joining } from './joining.svelte.ts';
import { api } from './line.ts';
import { session } from './session.svelte.ts';

/** What a link opens: becoming a founder, or a later officer who then waits to be appointed. */
export class Invitation {
  purpose = $state<'founder' | 'officer' | 'reset' | 'firstRun' | null>(null);
  roles = $state.raw<OfficerRole[]>([]);
  trouble = $state<ErrorCode | null>(null);
  readonly joining: Joining;
  readonly run: FirstRun;
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
    this.joining = new Joining(
      (officer) => api.invitation.accept.mutate({ token: this.#token, officer }),
      () => this.#joined(),
    );
    this.run = new FirstRun(this.joining);
  }

  open = async (): Promise<void> => {
    try {
      const invitation = await api.invitation.read.query({ token: this.#token });
      this.trouble = invitation ? null : 'INVITATION_USED';
      this.purpose = invitation?.purpose ?? null;
      this.roles = invitation?.roles ?? [];
      await this.joining.lookForKey();
    } catch (error) {
      this.trouble = troubleOf(error) === 'BAD_ORDER' ? 'INVITATION_USED' : troubleOf(error);
    }
  };

  #joined(): void {
    if (this.purpose === 'founder') this.run.watch();
    else void session.look();
  }
}
