import type { office as korean } from '../ko/console.ts';
import { charts } from './console-charts.ts';
import { desk } from './console-desk.ts';
import { disputes } from './console-disputes.ts';
import { find } from './console-find.ts';
import { giving } from './console-giving.ts';
import { moneyScreens } from './console-money-screens.ts';
import { orders } from './console-orders.ts';
import { people } from './console-people.ts';
import { screens } from './console-screens.ts';

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
  charts,
  desk,
  disputes,
  find,
  giving,
  orders,
  people,
  screens: { ...screens, ...moneyScreens },
};
