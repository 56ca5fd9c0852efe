import { charts } from './console-charts.ts';
import { desk } from './console-desk.ts';
import { disputes } from './console-disputes.ts';
import { find } from './console-find.ts';
import { giving } from './console-giving.ts';
import { moneyScreens } from './console-money-screens.ts';
import { orders } from './console-orders.ts';
import { people } from './console-people.ts';
import { screens } from './console-screens.ts';

/** The console speaks to officers, 합니다체. */
export const office = {
  name: '금오페이 관리',
  navigation: '주요 메뉴',
  places: {
    overview: '현황',
    programmes: '상품권',
    members: '회원',
    vendors: '가맹점',
    transactions: '거래내역',
    settlements: '정산',
    approvals: '결재함',
  },
  searchAnything: '이름, 학번, 금액, 가맹점 검색',
  charts,
  desk,
  disputes,
  find,
  giving,
  orders,
  people,
  screens: { ...screens, ...moneyScreens },
};
