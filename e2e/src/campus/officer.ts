import { keyFromCode, newCode } from '@kumoh-pay/device/recovery-code.ts';
import { hourMs, minuteMs, newId, type OrderOf, type VoidableType } from '@kumoh-pay/domain';
import type { ConsoleRouter } from '@kumoh-pay/server';
import { Browser } from '../../../server/test/browser.ts';
import { newKeyPair, newOrder, newSigner } from '../../../server/test/signer.ts';
import type { Campus } from './campus.ts';
import { Colleague } from './colleague.ts';

/** The result of what must not be refused. */
export function granted<T>(result: { ok: true; value: T } | { ok: false; code: string; detail?: string }): T {
  if (!result.ok) throw new Error(`refused: ${result.code} ${result.detail ?? ''}`);
  return result.value;
}

/** The server takes a shown authenticator code for five minutes; here it is shown again well before. */
const showAgainMs = 4 * minuteMs;

/** An officer who acts through the console's door, with keys of their own: for stories that begin later in the day. */
export class Officer extends Colleague {
  readonly id = newId();
  readonly #keyPair = newKeyPair();
  readonly signer = newSigner(this.#keyPair);
  /** What this officer has written down. */
  readonly recoveryCode = newCode();
  readonly recoveryKey = keyFromCode(this.recoveryCode, 'officer-recovery').publicKey;
  readonly console;
  #shownAtMs = 0;
  #ledgerName = '';

  constructor(campus: Campus, name: string, mailName: string) {
    super(name, mailName);
    this.console = new Browser(campus.addresses.console).client<ConsoleRouter>();
  }

  /** The signing key as PKCS #8, for the browser at which this officer sits. */
  get privateKey(): Buffer {
    return this.#keyPair.privateKey.export({ type: 'pkcs8', format: 'der' });
  }

  get registration() {
    const { id, name, mail, password, recoveryKey } = this;
    return { id, name, mail, password, key: this.signer.key, recoveryKey };
  }

  async showTotp(): Promise<void> {
    if (Date.now() - this.#shownAtMs < showAgainMs) return;
    granted(await this.console.officer.showTotp.mutate({ totp: await this.totp() }));
    this.#shownAtMs = Date.now();
  }

  async ledgerName(): Promise<string> {
    this.#ledgerName ||= (await this.console.officer.me.query()).ledgerName;
    return this.#ledgerName;
  }

  async sign(order: OrderOf<VoidableType>) {
    await this.showTotp();
    return this.signer.order(await this.ledgerName(), 'officer', this.id, order);
  }

  /** The order, signed by this officer alone. */
  async signed<Type extends VoidableType>(type: Type, body: OrderOf<Type>['body']) {
    const order = newOrder(type, body);
    return { order, signatures: [await this.sign(order as OrderOf<VoidableType>)] };
  }

  async rolesHeld(): Promise<void> {
    while ((await this.console.officer.me.query()).roles.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** An officer's order waits for its second officer no longer than a story takes. */
export const inAnHour = () => Date.now() + hourMs;
