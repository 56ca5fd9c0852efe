import type { LetterText } from '../letter-text.ts';

export const notListed = (): LetterText => ({
  subject: '금오페이 가입 안내 · Kumoh Pay sign-up',
  text: `입력하신 학번, 이름, 메일 주소가 학생 명단과 맞지 않아 가입 코드를 보낼 수 없습니다.
다시 확인해 보시고, 그래도 안 되면 생활협동조합 사무실에 문의해 주세요.

The student number, name and mail address that you gave do not match the list of students, so no code could be sent.
Please check them; if they are right, ask the co-op's office.
`,
});
