import { toString as drawQr } from 'qrcode';
import type { Started } from './start.ts';

/** What `./kumoh start` prints: where the apps are and how to sign in. */
export async function welcome({ server, mailPage, lan }: Started, empty: boolean): Promise<string> {
  const { wallet, counter, console: office } = lan?.addresses ?? server.addresses;
  const lines = [
    '',
    `  지갑 · Wallet     ${wallet}`,
    `  계산대 · Counter  ${counter}`,
    `  관리 · Console    ${office}`,
    ...(mailPage === null ? [] : [`  메일 · Mail       ${mailPage}`]),
    '',
    ...signIn(empty, server.firstRunSecret),
  ];
  if (lan !== null) {
    lines.push(
      '',
      '  휴대전화로 아래 코드를 찍고 세 단계를 따라 하세요. · Scan this with the phone and follow the three steps:',
      `  ${lan.guideAddress}`,
      await drawQr(lan.guideAddress, { type: 'terminal', small: true }),
    );
  }
  lines.push('');
  return lines.join('\n');
}

function signIn(empty: boolean, secret: string | null): string[] {
  if (secret !== null) {
    return [
      '  처음 여는 캠퍼스예요. 관리 화면을 열고 이 비밀번호를 한 번 입력하세요.',
      '  This campus is new: open the console and type this secret, once.',
      '',
      `      ${secret}`,
    ];
  }
  if (empty) {
    return ['  등록한 메일 주소로 로그인하세요. · Sign in with your mail address.'];
  }
  return [
    '  데모 캠퍼스예요. 로그인 화면에서 사람을 고르면 나머지는 채워져요.',
    '  This is the demo campus: pick a person on a sign-in page; the rest is filled in.',
  ];
}
