/** The office's search, its files and proofs. 합니다체. */
export const find = {
  box: '무엇이든: 이름, 학번, 금액, 날짜, 종류, 가맹점, 주문 번호',
  boxHint: '예: 김민수 결제 5000..10000 어제 카페 · 보낸:이름 · 5000이상 · 7일',
  more: '조건 모두 보기',
  remove: '조건 빼기',
  person: '어느 쪽이든 (이름, 학번)',
  id: '주문·결제 번호',
  exportStart: '파일 만들기',
  exports: '만든 파일',
  exportRunning: '만드는 중',
  exportFailed: '만들지 못했습니다',
  save: '저장',
  proof: '증명 파일',
  proofSays: '이 파일은 `./kumoh audit --receipt`로 누구나 자기 원장에서 확인할 수 있습니다.',
  trail: '이 사람의 모든 거래',
  exportRows: (rows: string) => `${rows}줄`,
};
