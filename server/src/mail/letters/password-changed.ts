import type { LetterText } from '../letter-text.ts';

export const passwordChanged = (walletAddress: string): LetterText => ({
  subject: '금오페이 비밀번호가 변경되었습니다 · Your Kumoh Pay password was changed',
  text: `비밀번호가 변경되어 다른 기기에서 모두 로그아웃되었습니다.
본인이 하지 않으셨다면 로그인 화면에서 "지갑 잠그기"를 누르고 생활협동조합 사무실에 알려 주세요.
${walletAddress}

Your password was changed, and your other devices were signed out.
If that was not you, choose "Freeze my wallet" on the sign-in screen and tell the co-op's office.
${walletAddress}
`,
});
