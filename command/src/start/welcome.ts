import type { DemoStandIn } from '@kumoh-pay/server';
import { toString as drawQr } from 'qrcode';
import type { Started } from './start.ts';

/** What `./kumoh start` prints: where the apps are and how to sign in. */
export async function welcome({ server, mailPage, lan, demo }: Started): Promise<string> {
  const { wallet, counter, console: office } = lan?.addresses ?? server.addresses;
  const lines = [
    '',
    `  지갑 · Wallet     ${wallet}`,
    `  계산대 · Counter  ${counter}`,
    `  관리 · Console    ${office}`,
    ...(mailPage === null ? [] : [`  메일 · Mail       ${mailPage}`]),
    '',
    ...(demo ? signInToDemo(demo) : signIn(server.firstRunSecret)),
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

function signIn(secret: string | null): string[] {
  if (secret === null) return ['  등록한 메일 주소로 로그인하세요. · Sign in with your mail address.'];
  return [
    '  처음 여는 캠퍼스예요. 관리 화면을 열고 이 비밀번호를 한 번 입력하세요.',
    '  This campus is new: open the console and type this secret, once.',
    '',
    `      ${secret}`,
  ];
}

/** One member, one officer and the shops' PINs; the sign-in pages list everybody. */
function signInToDemo({ members, officers, shops }: DemoStandIn): string[] {
  const [member] = members;
  const [officer] = officers;
  const pins = new Map(shops.flatMap(({ staff }) => staff.map(({ role, pin }) => [role, pin])));
  return [
    '  데모 캠퍼스예요. 로그인 화면에서 사람을 고르면 나머지는 채워져요.',
    '  This is the demo campus: pick a person on a sign-in page; the rest is filled in.',
    '',
    `  학생 · Member    ${member?.name}  ${member?.studentNumber}  ${member?.password}`,
    `  담당자 · Officer ${officer?.name}  ${officer?.mail}  ${officer?.password}`,
    '                   인증 앱 번호는 채워져요. · The authenticator’s code is filled in.',
    `  가게 · Shops     ${shops.map(({ name }) => name).join(', ')}: PIN ${pins.get('manager')} 매니저 · manager, ${pins.get('cashier')} 직원 · cashier`,
  ];
}
