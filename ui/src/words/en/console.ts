import type { office as korean } from '../ko/console.ts';

export const office: typeof korean = {
  name: 'Kumoh Pay console',
  navigation: 'Main menu',
  places: {
    overview: 'Overview',
    programmes: 'Programmes',
    members: 'Members',
    vendors: 'Vendors',
    transactions: 'Transactions',
    settlements: 'Settlements',
    approvals: 'Approvals',
  },
  searchAnything: 'Name, student number, amount, vendor',
};
