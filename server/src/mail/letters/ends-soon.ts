import type { LetterText } from '../letter-text.ts';

interface Ending {
  name: string;
  amount: number;
  lastDay: string;
}

const won = (amount: number): string => amount.toLocaleString('en-US');

/** What is not used by its last day is gone, so it is said while there is time. */
export const endsSoon = (lots: readonly Ending[], walletAddress: string): LetterText => ({
  subject: '곧 끝나는 상품권이 있어요 · Vouchers of yours end soon',
  text: `${lots.map(({ name, amount, lastDay }) => `${name} ${won(amount)}원: ${lastDay}까지`).join('\n')}

마지막 날이 지나면 쓸 수 없습니다. 어디에서 쓸 수 있는지는 지갑의 상품권 화면에 있습니다.
이 알림은 지갑의 설정에서 끌 수 있습니다.
${walletAddress}

${lots.map(({ name, amount, lastDay }) => `${name}: ${won(amount)} won, until ${lastDay}`).join('\n')}

After the last day they cannot be used. Your wallet's voucher screen says where each is taken.
You can turn these notices off in the wallet's settings.
${walletAddress}
`,
});
