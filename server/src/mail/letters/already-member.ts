import type { LetterText } from '../letter-text.ts';

export const alreadyMember = (walletAddress: string): LetterText => ({
  subject: '금오페이에 이미 가입되어 있습니다 · You already have a Kumoh Pay wallet',
  text: `이 학번 또는 메일 주소로 이미 가입되어 있습니다. 학번과 비밀번호로 로그인해 주세요.
비밀번호를 잊으셨다면 로그인 화면의 "비밀번호 찾기"를 눌러 주세요.
${walletAddress}

There is a wallet for this student number or mail address already. Sign in with your student number and password.
If you have forgotten the password, choose "Forgotten password" on the sign-in screen.
${walletAddress}
`,
});
