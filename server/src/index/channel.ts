import type { Id } from '@kumoh-pay/domain';

/** Whose screens hear of a journal entry. The office hears of all. */
export const accountChannel = (account: Id): string => `a.${account}`;
export const vendorChannel = (vendor: Id): string => `v.${vendor}`;
export const officeChannel = 'office';
/** Every wallet, whoever it belongs to. */
export const walletsChannel = 'wallets';
