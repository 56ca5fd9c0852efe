/** What the overview's charts say. 합니다체. */
export const charts = {
  circulation: '회원이 가진 금액, 30일',
  circulationSays: (now: string, change: string) => `지금 ${now}, 30일 전보다 ${change}`,
  sales: '하루 판매, 30일',
  salesSays: (today: string, usual: string) => `오늘 ${today}, 하루 평균 ${usual}`,
  hours: '오늘 판매, 가맹점과 시간별',
  hoursSays: (total: string, charges: number, busiest: string) =>
    `오늘 ${charges}건 ${total}. 가장 바쁜 시간은 ${busiest}.`,
  hour: (hour: number) => `${hour}시`,
  noSales: '오늘은 아직 결제가 없습니다.',
  programmes: '상품권이 쓰이는 모양',
  programmesSays: (count: number, ending: number) =>
    ending === 0
      ? `쓰고 있는 상품권 ${count}가지.`
      : `쓰고 있는 상품권 ${count}가지, 2주 안에 끝나는 것 ${ending}가지.`,
  spent: '쓴 것',
  held: '아직 가진 것',
  notIssued: '발행 전',
  endsSoon: '곧 끝납니다',
  holders: (count: string, won: string) => `${count}명이 ${won}을 가지고 있습니다`,
  noProgrammes: '쓰고 있는 상품권이 없습니다.',
  charges: (count: string) => `${count}건`,
  terminals: '단말기',
  noTerminals: '연결된 단말기가 없습니다.',
  silent: (since: string) => `${since} 이후 소식 없음`,
  neverHeard: '아직 소식 없음',
  fine: '정상',
  scan: (ms: number) => `스캔 ${ms}ms`,
  clock: (seconds: number) => `시계 ${seconds}초 차이`,
  queue: (count: number) => `보낼 것 ${count}건`,
  openRisk: (won: string) => `오프라인 ${won}`,
  camera: '카메라 안 됨',
  mailNone: '보낼 메일 없음',
  mailWaits: (count: number) => `${count}통 기다림`,
  mailStuck: (count: number) => `${count}통이 나가지 못함`,
  more: (count: number) => `외 ${count}곳`,
};
