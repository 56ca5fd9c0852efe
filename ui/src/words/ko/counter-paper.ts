/** Paper slips, for when neither the server nor an offline code is to be had. 합니다체. */
export const counterPaper = {
  title: '종이 전표',
  explained:
    '서버도 오프라인 결제도 안 될 때 종이에 적은 것을 입력합니다. 손님이 휴대폰에서 확인해야 결제됩니다.',
  enterTitle: '전표 입력',
  number: '전표 번호',
  time: '적은 시각',
  timeHint: '아직 오지 않은 시각은 어제입니다.',
  studentNumber: '학번',
  enter: '손님께 확인 부탁하기',
  entered: (number: number, payer: string) =>
    `${number}번: ${payer} 님께 물었습니다. 종이의 이름과 다르면 거두십시오.`,
  listTitle: '입력한 전표',
  open: (count: number, sum: string) => `받지 못한 전표 ${count}장 ${sum}`,
  none: '입력한 전표가 없습니다',
  noneExplained: '입력하면 손님의 답이 여기에 바로 보입니다.',
  states: { asked: '확인 기다림', paid: '결제됨', declined: '본인 아님', expired: '기한 지남' },
  until: (day: string) => `${day}까지`,
  withdraw: '거두기',
  blankTitle: '빈 전표',
  printHint: '번호는 서버가 줍니다. 연결되어 있을 때 미리 인쇄해 서랍에 두십시오.',
  print: '빈 전표 20장 인쇄',
  blank: {
    number: (number: number) => `No. ${number}`,
    when: '날짜·시각',
    amount: '금액',
    studentNumber: '학번',
    name: '이름·서명',
    note: '7일 안에 금오페이 앱에서 확인해 주십시오. 확인해야 결제됩니다.',
  },
};
