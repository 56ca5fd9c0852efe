import type { counter as korean } from '../ko/counter.ts';

export const counter: typeof korean = {
  name: 'Kumoh Pay counter',
  amountSide: 'Amount',
  customerSide: 'Customer',
};
