import type { wallet as korean } from '../ko/wallet.ts';

export const wallet: typeof korean = {
  name: 'Kumoh Pay wallet',
};
