import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { type ErrorCode, minuteMs } from '@kumoh-pay/domain';
import { api, clock } from './line.ts';
import { session } from './session.svelte.ts';

/** The server counts a shown authenticator for five minutes; asked a little earlier, so that nothing comes too late. */
const shownGoodMs = 4.5 * minuteMs;

/** A new code comes every half minute. */
const demoWaitMs = 1_000;

/** The officer's authenticator: for signatures, and for what shows bank accounts before anything is signed. */
class Authenticator {
  /** The sheet that asks for it alone; a sheet that signs asks in itself. */
  open = $state(false);
  busy = $state(false);
  totp = $state('');
  refused = $state<ErrorCode | null>(null);
  #answer: ((shown: boolean) => void) | null = null;

  get isFresh(): boolean {
    return clock.nowMs() - session.totpAt <= shownGoodMs;
  }

  /** @returns the refusal, or null when it was right. */
  show = async (totp: string): Promise<ErrorCode | null> => {
    const shown = await api.officer.showTotp.mutate({ totp });
    if (!shown.ok) return shown.code;
    session.totpAt = clock.nowMs();
    return null;
  };

  /** Asks for it unless it was shown just now. @returns false when the officer closed the sheet. */
  ask = (): Promise<boolean> => {
    if (this.isFresh) return Promise.resolve(true);
    // A second click behind the sheet asks for nothing.
    if (this.open) return Promise.resolve(false);
    this.totp = '';
    this.refused = null;
    this.open = true;
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  };

  enter = async (): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    try {
      this.refused = await this.show(this.totp);
    } catch (error) {
      this.refused = troubleOf(error);
    } finally {
      this.busy = false;
    }
    if (this.refused === null) this.#end(true);
    else this.totp = '';
  };

  /** Of a demo officer's authenticator, which nobody holds: the next code that was not used, waited for. */
  demoCode = async (): Promise<string> => {
    for (;;) {
      const people = await api.demo.people.query().catch(() => []);
      const totp = people.find(({ mail }) => mail === session.me?.mail)?.totp;
      if (totp) return totp;
      if (people.length === 0) return '';
      await new Promise((resolve) => setTimeout(resolve, demoWaitMs));
    }
  };

  closed = (): void => this.#end(false);

  #end(shown: boolean): void {
    const answer = this.#answer;
    this.#answer = null;
    this.open = false;
    answer?.(shown);
  }
}

export const authenticator = new Authenticator();
