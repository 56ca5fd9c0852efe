import type { LetterText } from '../letter-text.ts';

export const signUpCode = (code: string): LetterText => ({
  subject: `금오페이 가입 코드 ${code} · Kumoh Pay sign-up code`,
  text: `금오페이 가입 코드: ${code}

10분 안에 가입 화면에 입력해 주세요. 가입을 신청하지 않으셨다면 이 메일을 무시하시면 됩니다.
이 코드는 아무에게도 알려 주지 마세요. 직원도 묻지 않습니다.

Your Kumoh Pay sign-up code: ${code}

Enter it on the sign-up screen within 10 minutes. If you did not ask for it, ignore this mail.
Tell nobody this code. Nobody of ours will ask for it.
`,
});
