import type { LetterText } from '../letter-text.ts';

interface Answer {
  vendor: string;
  answer: string;
  state: 'declined' | 'closed';
}

export const disputeAnswered = ({ vendor, answer, state }: Answer, walletAddress: string): LetterText => ({
  subject: '이의 제기에 답이 왔습니다 · Your dispute was answered',
  text: `${vendor} 결제에 대한 이의 제기에 ${state === 'closed' ? '사무실' : '가맹점'}이 답했습니다.

"${answer}"

${state === 'declined' ? '동의하지 않으시면 지갑의 영수증 화면에서 사무실로 보낼 수 있습니다.' : ''}
${walletAddress}

The ${state === 'closed' ? 'office' : 'shop'} has answered your dispute about a payment at ${vendor}: see above.
${state === 'declined' ? 'If you do not agree, take it to the office from the receipt in your wallet.' : ''}
${walletAddress}
`,
});
