import type { LetterText } from '../letter-text.ts';

/** It does not say to which address: whoever reads this mailbox may be somebody else by now. */
export const rosterMailChanged = (walletAddress: string): LetterText => ({
  subject: '금오페이 명단의 메일 주소가 바뀌었습니다 · Your address in Kumoh Pay’s roster was changed',
  text: `생활협동조합의 학생 명단에서 이 메일 주소가 다른 주소로 바뀌었습니다. 아직 가입하지 않으셨다면 이제 새 주소로만 가입할 수 있습니다. 이미 쓰고 계신 지갑은 그대로입니다.
학교 메일 주소를 바꾸신 적이 없다면 생활협동조합 사무실에 알려 주세요.
${walletAddress}

The co-op's roster of students now has another mail address in the place of this one. If you have not signed up yet, only the new address can sign up now. A wallet that you have already stays as it is.
If your school address has not changed, please tell the co-op's office.
${walletAddress}
`,
});
