import type { LetterText } from '../letter-text.ts';

export const walletFrozen = (walletAddress: string): LetterText => ({
  subject: '금오페이 지갑이 잠겼습니다 · Your Kumoh Pay wallet is frozen',
  text: `지갑이 잠겨 결제와 송금이 되지 않습니다. 받은 상품권은 그대로 있습니다.
다시 쓰려면 복구 코드를 입력하거나, 학생증을 가지고 생활협동조합 사무실로 오세요.
${walletAddress}

Your wallet is frozen: it neither pays nor sends. What you hold stays yours.
To use it again, enter your recovery code, or come to the co-op's office with your student card.
${walletAddress}
`,
});
