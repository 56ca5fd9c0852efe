/** The counter speaks 합니다체. */
export const counter = {
  name: '금오페이 계산대',
  amountSide: '금액',
  customerSide: '손님',
};
