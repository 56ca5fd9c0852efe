import { ensureKey, findPublicKey, removeKey } from '@kumoh-pay/device/key.ts';
import { keyFromCode, newCode } from '@kumoh-pay/device/recovery-code.ts';
import { type Id, newId, type Result, readTypedCode } from '@kumoh-pay/domain';
import { Form } from './form.svelte.ts';
import { keepOwner, keepRecoveryKey, readOwner } from './key-owner.ts';
import { api, clock } from './line.ts';
import { session } from './session.svelte.ts';

interface Registration {
  id: Id;
  name: string;
  mail: string;
  password: string;
  key: string;
  recoveryKey: string;
}
type Register = (officer: Registration) => Promise<Result<{ totpSecret: string; totpAddress: string }>>;
export type JoiningStage = 'form' | 'totp' | 'recovery' | 'recoveryBack' | 'joined';

/** Becoming an officer: name, mail, password, a key made here, the authenticator, the recovery code. */
export class Joining {
  stage = $state<JoiningStage>('form');
  readonly form = new Form();
  name = $state('');
  mail = $state('');
  password = $state('');
  totp = $state('');
  totpSecret = $state('');
  totpAddress = $state('');
  typedBack = $state('');
  differs = $state(false);
  /** Another officer's key is in this browser: nobody can be two officers on one key. */
  otherKey = $state(false);
  readonly recoveryCode = newCode();
  readonly #id = newId();
  readonly #register: Register;
  readonly #joined: () => void;

  constructor(register: Register, joined: () => void) {
    this.#register = register;
    this.#joined = joined;
  }

  /** A key that no registration has come to belongs to nobody and is made anew. */
  lookForKey = async (): Promise<void> => {
    const owner = readOwner();
    if (owner !== null && owner !== this.#id && (await findPublicKey('officer')) !== null)
      this.otherKey = true;
  };

  register = async (): Promise<void> => {
    const recoveryKey = keyFromCode(this.recoveryCode, 'officer-recovery').publicKey;
    const answer = await this.form.run(async () => {
      if (readOwner() === null && this.stage === 'form') await removeKey('officer');
      const key = await ensureKey('officer');
      const { name, mail, password } = this;
      return this.#register({
        id: this.#id,
        name: name.trim(),
        mail: mail.trim(),
        password,
        key,
        recoveryKey,
      });
    });
    if (!answer) return;
    keepOwner(this.#id);
    keepRecoveryKey(recoveryKey);
    this.totpSecret = answer.value.totpSecret;
    this.totpAddress = answer.value.totpAddress;
    this.password = '';
    this.stage = 'totp';
  };

  showTotp = async (): Promise<void> => {
    const shown = await this.form.run(() => api.officer.showTotp.mutate({ totp: this.totp }));
    this.totp = '';
    if (!shown) return;
    session.totpAt = clock.nowMs();
    this.stage = 'recovery';
  };

  written = (): void => {
    this.typedBack = '';
    this.differs = false;
    this.stage = 'recoveryBack';
  };
  showAgain = (): void => {
    this.stage = 'recovery';
  };
  giveBack = (): void => {
    this.differs = readTypedCode(this.typedBack) !== this.recoveryCode;
    if (this.differs) return;
    this.stage = 'joined';
    this.#joined();
  };
}
