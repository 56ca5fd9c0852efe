import type { LetterText } from '../letter-text.ts';

export const resetCode = (code: string): LetterText => ({
  subject: `금오페이 비밀번호 재설정 코드 ${code} · Kumoh Pay password code`,
  text: `비밀번호 재설정 코드: ${code}

10분 안에 입력해 주세요. 요청하지 않으셨다면 이 메일을 무시하세요. 비밀번호는 그대로입니다.
이 코드는 아무에게도 알려 주지 마세요. 직원도 묻지 않습니다.

Your code for a new password: ${code}

Enter it within 10 minutes. If you did not ask for it, ignore this mail: your password stays as it is.
Tell nobody this code. Nobody of ours will ask for it.
`,
});
