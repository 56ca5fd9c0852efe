/** The wallet speaks 해요체. */
export const wallet = {
  name: '금오페이 지갑',
};
