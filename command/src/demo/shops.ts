/** The three shops of the demo campus: what they sell, at which hours, and to how many. */

export interface DemoShopPlan {
  name: string;
  place: string;
  feeBasisPoints: number;
  bank: { bankCode: string; account: string; holder: string };
  manager: string;
  cashiers: [string, string];
  items: { name: string; won: number }[];
}

export const demoShops: readonly [DemoShopPlan, DemoShopPlan, DemoShopPlan] = [
  {
    name: '학생식당',
    place: '학생회관 1층',
    feeBasisPoints: 0,
    bank: { bankCode: '011', account: '3021234567891', holder: '금오생협 학생식당' },
    manager: '최영희',
    cashiers: ['김순자', '이정아'],
    items: [
      { name: '오늘의 정식', won: 5_500 },
      { name: '돈가스', won: 6_000 },
      { name: '비빔밥', won: 5_500 },
      { name: '제육덮밥', won: 5_800 },
      { name: '라면', won: 3_500 },
      { name: '공기밥', won: 1_000 },
    ],
  },
  {
    name: '카페 금오',
    place: '도서관 로비',
    feeBasisPoints: 150,
    bank: { bankCode: '004', account: '68420104123456', holder: '카페금오' },
    manager: '윤가람',
    cashiers: ['오세린', '한지안'],
    items: [
      { name: '아메리카노', won: 2_500 },
      { name: '카페라떼', won: 3_300 },
      { name: '바닐라라떼', won: 3_800 },
      { name: '레모네이드', won: 3_500 },
      { name: '유자차', won: 3_200 },
      { name: '크루아상', won: 2_900 },
    ],
  },
  {
    name: '교내 매점',
    place: '푸름관 지하',
    feeBasisPoints: 100,
    bank: { bankCode: '088', account: '110345678901', holder: '푸름매점' },
    manager: '정만수',
    cashiers: ['서미경', '박준태'],
    items: [
      { name: '삼각김밥', won: 1_400 },
      { name: '샌드위치', won: 3_200 },
      { name: '컵라면', won: 1_500 },
      { name: '초코우유', won: 1_600 },
      { name: '생수', won: 900 },
      { name: '볼펜', won: 1_200 },
    ],
  },
];

/** A moment of a campus day: when, where people go, and how many at the most. Shops by their place in the list above. */
export interface Rush {
  /** Minutes after midnight in Seoul. */
  minute: number;
  buyers: number;
  shops: readonly number[];
}
const at = (hour: number, minute: number): number => hour * 60 + minute;

export const weekdayRushes: readonly Rush[] = [
  { minute: at(8, 42), buyers: 6, shops: [0, 1, 1, 2] },
  { minute: at(10, 31), buyers: 6, shops: [1, 1, 2] },
  { minute: at(11, 48), buyers: 15, shops: [0, 0, 0, 2] },
  { minute: at(12, 6), buyers: 18, shops: [0, 0, 0, 0, 2] },
  { minute: at(12, 27), buyers: 14, shops: [0, 0, 1, 2] },
  { minute: at(13, 4), buyers: 11, shops: [1, 1, 1, 0] },
  { minute: at(15, 37), buyers: 8, shops: [1, 1, 2] },
  { minute: at(18, 2), buyers: 12, shops: [0, 0, 2] },
  { minute: at(19, 18), buyers: 5, shops: [2, 2, 1] },
];
export const weekendRushes: readonly Rush[] = [
  { minute: at(11, 22), buyers: 4, shops: [1, 2] },
  { minute: at(12, 34), buyers: 9, shops: [0, 0, 2] },
  { minute: at(15, 51), buyers: 5, shops: [1, 2] },
  { minute: at(18, 9), buyers: 4, shops: [0, 2] },
];
export const sealMinute = at(21, 10);
/** The office looks at the evening's figures on the next morning. */
export const officeMinute = at(9, 20);
