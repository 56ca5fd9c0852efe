import type { LetterText } from '../letter-text.ts';

const limitedKo = '새 휴대폰은 확인될 때까지 적은 금액만 결제할 수 있습니다.';
const limitedEn = 'Until it is confirmed, the new phone can pay small amounts only.';

export const keyReplaced = (limited: boolean, walletAddress: string): LetterText => ({
  subject: '새 휴대폰이 결제 기기가 되었습니다 · A new phone pays from your wallet',
  text: `다른 휴대폰이 금오페이 결제 기기로 등록되었습니다. ${limited ? limitedKo : ''}
본인이 하지 않으셨다면 예전 휴대폰에서 "내가 아닙니다"를 누르거나, 로그인 화면에서 지갑을 잠그고 사무실에 알려 주세요.
${walletAddress}

Another phone was made the one that pays from your wallet. ${limited ? limitedEn : ''}
If that was not you, choose "That was not me" on the old phone, or freeze your wallet on the sign-in screen and tell the office.
${walletAddress}
`,
});
