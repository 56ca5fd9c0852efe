/** Whose key this browser holds; beside the key, which says nothing about that itself. */
const ownerKey = 'kumoh-pay.officer';

export const readOwner = (): string | null => localStorage.getItem(ownerKey);
export const keepOwner = (officer: string): void => localStorage.setItem(ownerKey, officer);
/** A first run that begins anew forgets who the key belonged to: that officer was never on a ledger. */
export const forgetOwner = (): void => localStorage.removeItem(ownerKey);

/** The public half of the own recovery code, as it was made here: the ledger must have this one, and nobody else's. */
const recoveryKeys = { now: 'kumoh-pay.officer-recovery', next: 'kumoh-pay.officer-recovery.next' } as const;
type Which = keyof typeof recoveryKeys;

export const readRecoveryKey = (which: Which = 'now'): string | null =>
  localStorage.getItem(recoveryKeys[which]);
export const keepRecoveryKey = (publicKey: string, which: Which = 'now'): void =>
  localStorage.setItem(recoveryKeys[which], publicKey);
/** The key that was asked for is in force, and with it the code that was written down for it. */
export function adoptRecoveryKey(): void {
  const next = readRecoveryKey('next');
  if (next === null) return;
  keepRecoveryKey(next);
  localStorage.removeItem(recoveryKeys.next);
}
