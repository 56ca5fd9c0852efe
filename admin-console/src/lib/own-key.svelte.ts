import { ensureKey } from '@kumoh-pay/device/key.ts';
import { keyFromCode, newCode } from '@kumoh-pay/device/recovery-code.ts';
import { signOrderWith } from '@kumoh-pay/device/signer.ts';
import { type Id, readTypedCode, type SignedBy } from '@kumoh-pay/domain';
import { fingerprintOf } from '@kumoh-pay/domain/fingerprint.ts';
import { Form } from './form.svelte.ts';
import { keepRecoveryKey } from './key-owner.ts';
import { api } from './line.ts';
import { readRecord } from './records.ts';
import { session } from './session.svelte.ts';
import { newOrder, proposed, untilForTwo } from './signing.svelte.ts';
import { signAndCarryOut } from './submit.ts';

/** choose: by which way; code: the new recovery code is written down; asked: others have to sign. */
export type OwnKeyStage = 'choose' | 'code' | 'asked';

/** An officer whose browser has lost the key makes a new one here; others put it on the ledger. */
export class OwnKey {
  readonly form = new Form();
  stage = $state<OwnKeyStage>('choose');
  way = $state<'code' | 'two'>('code');
  typed = $state('');
  wrong = $state(false);
  fingerprint = $state('');
  readonly newCode: Id = newCode();

  begin = (): void => {
    this.wrong = this.way === 'code' && readTypedCode(this.typed) === null;
    if (!this.wrong) this.stage = 'code';
  };

  /** The new code is written down: the key is made and asked for. */
  ask = async (): Promise<void> => {
    const key = await ensureKey('officer.next');
    const recoveryKey = keyFromCode(this.newCode, 'officer-recovery').publicKey;
    keepRecoveryKey(recoveryKey, 'next');
    this.fingerprint = await fingerprintOf(key);
    const asked =
      this.way === 'two'
        ? (await this.form.run(() => api.officer.askForKey.mutate({ key, recoveryKey }))) !== null
        : await this.#proposeByCode(key, recoveryKey);
    if (asked) this.stage = 'asked';
  };

  async #proposeByCode(key: string, recoveryKey: string): Promise<boolean> {
    const code = readTypedCode(this.typed);
    const { me } = session;
    const shown = me && (await readRecord('officer', me.id));
    if (!me || !shown || code === null) return false;
    const order = newOrder('replaceOfficerKey', {
      until: untilForTwo(),
      shown: shown.digest,
      officer: me.id,
      key,
      recoveryKey,
    });
    return signAndCarryOut(
      order,
      (signatures) =>
        proposed(api.approval.propose.mutate({ signed: { order, signatures }, shown: shown.text })),
      {
        waits: true,
        withoutKey: true,
        sign: async (): Promise<SignedBy> =>
          signOrderWith(keyFromCode(code, 'officer-recovery'), me.ledgerName, order, `recovery.${me.id}`),
      },
    );
  }
}
