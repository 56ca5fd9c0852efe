/** Whose key this browser holds; beside the key, which says nothing about that itself. */
const ownerKey = 'kumoh-pay.officer';

export const readOwner = (): string | null => localStorage.getItem(ownerKey);
export const keepOwner = (officer: string): void => localStorage.setItem(ownerKey, officer);
/** A first run that begins anew forgets who the key belonged to: that officer was never on a ledger. */
export const forgetOwner = (): void => localStorage.removeItem(ownerKey);
