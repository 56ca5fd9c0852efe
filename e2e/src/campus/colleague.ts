import { setTimeout as pause } from 'node:timers/promises';
import { totpCode } from '@kumoh-pay/server/officer/totp.ts';
import { campusMailDomain } from './campus.ts';

const totpStepMs = 30_000;
/** A code is typed and sent for so long on a busy machine; one that runs out meanwhile is not taken. */
const onItsWayMs = 5_000;

/** Somebody of the office: what they know and what their authenticator shows. */
export class Colleague {
  readonly name: string;
  readonly mail: string;
  readonly password = '맑은 물은 소리가 없다 2026';
  totpSecret = '';
  #lastStep = 0;

  constructor(name: string, mailName: string) {
    this.name = name;
    this.mail = `${mailName}@${campusMailDomain}`;
  }

  /** The next code that was not used yet. Who is asked more often than codes come waits, as people do. */
  async totp(): Promise<string> {
    const oldest = Math.floor((Date.now() + onItsWayMs) / totpStepMs) - 1;
    this.#lastStep = Math.max(this.#lastStep + 1, oldest);
    // The server takes the code of the next step too, for clocks that go ahead.
    await pause(Math.max(0, (this.#lastStep - 1) * totpStepMs - Date.now()));
    return totpCode(this.totpSecret, this.#lastStep);
  }
}
