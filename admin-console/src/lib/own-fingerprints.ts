import { findPublicKey } from '@kumoh-pay/device/key.ts';
import { fingerprintOf } from '@kumoh-pay/domain/fingerprint.ts';
import { words } from '@kumoh-pay/ui';
import { readRecoveryKey } from './key-owner.ts';
import type { Fact } from './signing.svelte.ts';

/** Of the keys that this browser itself has made, whatever a server says of them: what two appointing approvers compare. */
export async function ownFingerprints(): Promise<Fact[]> {
  const { facts } = words().console.orders;
  const keys = [
    { label: facts.key, key: await findPublicKey('officer') },
    { label: facts.recoveryKey, key: readRecoveryKey() },
  ];
  const made = keys.flatMap(({ label, key }) => (key === null ? [] : [{ label, key }]));
  return Promise.all(made.map(async ({ label, key }) => ({ label, value: await fingerprintOf(key) })));
}
